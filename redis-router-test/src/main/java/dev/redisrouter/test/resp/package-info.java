/**
 * One command to one server and its answer, for the lab's own control and for a test that looks behind the router.
 *
 * <p>Takes from: {@code dev.redisrouter.test}, which is its only user; these types are public for Java's sake and no part
 * of the library's API. On the caller's thread, with blocking network I/O and a time limit.
 *
 * <p>Not Lettuce: the lab must say what a server answers at this moment, without reconnects, retries and event loops
 * that hide it, and must not lean on the library that the router under test is made of.
 */
@NullMarked
package dev.redisrouter.test.resp;

import org.jspecify.annotations.NullMarked;
