/**
 * The programmatic door: Lettuce connections that enter the router without a socket.
 *
 * <p>Takes commands from the application's threads through Lettuce; gives bytes to whatever the router puts on the
 * server end of an {@link dev.redisrouter.core.door.InProcessChannel}, the same handlers that serve a socket. Both ends
 * of a connection live on one of the router's event loops, so between Lettuce's encoder and the router no thread is
 * crossed and no byte copied. No I/O.
 *
 * <p>Start with {@link dev.redisrouter.core.door.LettuceDoor}.
 */
@NullMarked
package dev.redisrouter.core.door;

import org.jspecify.annotations.NullMarked;
