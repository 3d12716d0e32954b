/**
 * What a request costs through the router, beside a Redis without anything in front and beside other proxies.
 *
 * <p>A {@link dev.redisrouter.benchmarks.throughput.Stand} is what is measured: a lab, and every
 * {@link dev.redisrouter.benchmarks.throughput.Target} as a process of its own.
 * {@link dev.redisrouter.benchmarks.throughput.ThroughputComparison} puts each
 * {@link dev.redisrouter.benchmarks.throughput.BenchmarkLoad} on all of them in turn, round by round, and
 * {@link dev.redisrouter.benchmarks.throughput.Report} tells what came of it.
 */
@NullMarked
package dev.redisrouter.benchmarks.throughput;

import org.jspecify.annotations.NullMarked;
