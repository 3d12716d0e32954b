/** Every program of this module is run as its users run it. */
@NullMarked
package dev.redisrouter.examples;

import org.jspecify.annotations.NullMarked;
