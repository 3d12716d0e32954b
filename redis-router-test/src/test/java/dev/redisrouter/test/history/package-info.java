/** Planted faults that the history checker must find. Unit tests do no I/O. */
@NullMarked
package dev.redisrouter.test.history;

import org.jspecify.annotations.NullMarked;
