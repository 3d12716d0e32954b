/**
 * The lab's server processes: where the program comes from, its port, its signals, and its sure end.
 *
 * <p>Takes from: {@code dev.redisrouter.test} and this project's benchmarks, its only users; these types are public for
 * Java's sake and no part of the library's API. Gives to: the operating system. On the caller's thread, with I/O on files and processes and none
 * on the network but for the look for a free port.
 */
@NullMarked
package dev.redisrouter.test.process;

import org.jspecify.annotations.NullMarked;
