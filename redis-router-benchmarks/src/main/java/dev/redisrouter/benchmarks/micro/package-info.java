/**
 * What one step of a command's way costs, in nanoseconds and in bytes of garbage, of which there should be none. JMH's, on
 * core's own types: they are public for its other packages, and no part of what users compile against.
 */
@NullMarked
package dev.redisrouter.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
