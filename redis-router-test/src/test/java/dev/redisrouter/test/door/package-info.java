/**
 * The programmatic door on real nodes: the router as a Lettuce connection, without a socket.
 *
 * <p>Takes from: a lab and a router of the test's own. On the test's thread and the router's event loops.
 */
@NullMarked
package dev.redisrouter.test.door;

import org.jspecify.annotations.NullMarked;
