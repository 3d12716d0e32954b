/**
 * Real partitions: hosts that are network namespaces, with servers on them and a router in a JVM of its own.
 *
 * <p>Needs root and {@code ip}, {@code nsenter}; the tests skip themselves elsewhere. The test itself stays outside and
 * speaks to the servers through Unix sockets, which no partition cuts.
 */
@NullMarked
package dev.redisrouter.test.partition;

import org.jspecify.annotations.NullMarked;
