/**
 * Step 6 of a command: the connections from one event loop to the nodes, and what is due on each of them.
 *
 * <p>Takes encoded commands from {@code journey}, gives replies back to the {@link
 * dev.redisrouter.core.upstream.ReplyTarget} that sent them. Everything here lives on one event loop; the only I/O is
 * Netty's, asynchronous.
 */
@NullMarked
package dev.redisrouter.core.upstream;

import org.jspecify.annotations.NullMarked;
