/** Whether a router that runs for hours under load keeps what it should have given back. */
@NullMarked
package dev.redisrouter.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
