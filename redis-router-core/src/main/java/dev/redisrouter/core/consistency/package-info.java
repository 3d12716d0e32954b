/**
 * When a replica may serve a read although the application has written: the freshness clock.
 *
 * <p>The control path says up to which moment a node is known to have everything ({@link
 * dev.redisrouter.core.node.Node#freshUpTo}); the data path keeps here when each key was last written through this
 * router, and compares the two. One array read per key; no I/O; thread-safe.
 */
@NullMarked
package dev.redisrouter.core.consistency;

import org.jspecify.annotations.NullMarked;
