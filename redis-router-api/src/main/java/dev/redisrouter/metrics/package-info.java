/**
 * What was counted: a plain snapshot that needs no library. {@link dev.redisrouter.metrics.RouterMetric} lists every
 * figure, {@link dev.redisrouter.metrics.MetricsSnapshot} has look-ups and a table for terminals, and the package
 * {@code micrometer} below binds all of it to a Micrometer registry. Immutable; no threads, no I/O.
 */
@NullMarked
package dev.redisrouter.metrics;

import org.jspecify.annotations.NullMarked;
