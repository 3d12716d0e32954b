/**
 * Step 5 of a command: what it needs and what the nodes are give one decision. Reads one volatile
 * {@link dev.redisrouter.core.route.RoutingView}; runs on the client's event loop; no I/O, never waits, never null.
 */
@NullMarked
package dev.redisrouter.core.route;

import org.jspecify.annotations.NullMarked;
