/**
 * Which server the nodes are, as the probes learn it (see {@code health}) and the router's own answers need it (see
 * {@code journey}). No threads, no I/O.
 */
@NullMarked
package dev.redisrouter.core.server;

import org.jspecify.annotations.NullMarked;
