/** Tests of the throughput comparison: its parts without a server, and once all of it. */
@NullMarked
package dev.redisrouter.benchmarks.throughput;

import org.jspecify.annotations.NullMarked;
