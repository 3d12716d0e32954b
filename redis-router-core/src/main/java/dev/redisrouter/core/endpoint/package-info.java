/**
 * Steps 1 and 8 of a command: the door for sockets. Takes bytes from clients to {@link
 * dev.redisrouter.core.journey.Client}, which writes the replies. All I/O is Netty's, on the event loop of the client.
 */
@NullMarked
package dev.redisrouter.core.endpoint;

import org.jspecify.annotations.NullMarked;
