/** Programs that are measured. */
@NullMarked
package dev.redisrouter.benchmarks.process;

import org.jspecify.annotations.NullMarked;
