/**
 * How a router starts, and what it says when it cannot.
 *
 * <p>Takes from: labs, and sockets that behave badly. On the test's thread.
 */
@NullMarked
package dev.redisrouter.test.start;

import org.jspecify.annotations.NullMarked;
