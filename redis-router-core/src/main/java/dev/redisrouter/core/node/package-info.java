/**
 * The nodes as live objects: one per address for as long as the deployment has it. The control path writes what it
 * learns into them and publishes which of them may be used as a {@link dev.redisrouter.core.route.RoutingView}; the
 * data path reads both and counts what it sends. No I/O of its own.
 */
@NullMarked
package dev.redisrouter.core.node;

import org.jspecify.annotations.NullMarked;
