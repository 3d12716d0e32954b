/** The router's one source of time, so that tests can bring their own. No threads, no I/O. */
@NullMarked
package dev.redisrouter.core.clock;

import org.jspecify.annotations.NullMarked;
