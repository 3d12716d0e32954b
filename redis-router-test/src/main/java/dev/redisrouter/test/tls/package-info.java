/**
 * A certificate for one lab.
 *
 * <p>Takes from: {@code dev.redisrouter.test}, which is its only user; these types are public for Java's sake and no part
 * of the library's API. Gives to: the servers' configuration as files, and clients as a trust anchor. On the caller's
 * thread, with I/O on files and one run of {@code keytool}.
 */
@NullMarked
package dev.redisrouter.test.tls;

import org.jspecify.annotations.NullMarked;
