/**
 * The one thread on which all control state lives, and what carries messages onto it. No I/O.
 */
@NullMarked
package dev.redisrouter.core.thread;

import org.jspecify.annotations.NullMarked;
