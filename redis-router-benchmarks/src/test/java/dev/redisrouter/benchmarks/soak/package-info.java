/** The soak in short, and that it would see what it looks for. */
@NullMarked
package dev.redisrouter.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
