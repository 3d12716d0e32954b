/**
 * The nodes as live objects: one per address for as long as the deployment has it. The control path writes what it
 * learns into them, and decides here which of them may be used; the data path knows {@link
 * dev.redisrouter.core.node.Node} alone, reads it and counts what it sends. No I/O of its own.
 */
@NullMarked
package dev.redisrouter.core.node;

import org.jspecify.annotations.NullMarked;
