/**
 * Where commands wait while there is no node for them: bounded in time, count and bytes, first in first out. Only on
 * one event loop, apart from the budget that all loops share; no I/O.
 */
@NullMarked
package dev.redisrouter.core.hold;

import org.jspecify.annotations.NullMarked;
