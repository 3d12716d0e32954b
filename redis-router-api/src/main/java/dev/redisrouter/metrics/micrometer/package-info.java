/**
 * The router's metrics in a Micrometer registry. Needs {@code micrometer-core} on the class path, which is optional;
 * nothing else of the router touches this package. Reads snapshots on the registry's threads; no I/O.
 */
@NullMarked
package dev.redisrouter.metrics.micrometer;

import org.jspecify.annotations.NullMarked;
