/**
 * The endpoint, byte by byte, in front of real nodes, and beside a plain Redis where the two must not differ.
 *
 * <p>Takes from: a lab and a router of the test's own. On the test's thread, with blocking sockets and time limits.
 */
@NullMarked
package dev.redisrouter.test.endpoint;

import org.jspecify.annotations.NullMarked;
