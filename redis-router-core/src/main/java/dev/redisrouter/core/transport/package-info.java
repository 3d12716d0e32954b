/**
 * How event loops wait for the network: epoll where its native library loads, else NIO, and io_uring on demand; and the buffer they receive
 * into. The rest of the router does not know which one it runs on.
 */
@NullMarked
package dev.redisrouter.core.transport;

import org.jspecify.annotations.NullMarked;
