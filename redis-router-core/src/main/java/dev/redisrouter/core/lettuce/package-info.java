/**
 * How the control path opens connections with Lettuce: RESP2, no reconnecting of its own, no time-outs of its own beyond
 * the connection's. The I/O runs on one Lettuce thread; callers hop from it onto the control thread at once.
 */
@NullMarked
package dev.redisrouter.core.lettuce;

import org.jspecify.annotations.NullMarked;
