/** Tests of the control thread, and the fake one that other tests use. */
@NullMarked
package dev.redisrouter.core.thread;

import org.jspecify.annotations.NullMarked;
