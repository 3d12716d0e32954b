/**
 * A lab, and a router in front of it, for a JUnit 5 test in one line.
 *
 * <p>Takes from: JUnit, which calls the extension on the thread of the test. Gives to: the test, a
 * {@code RedisLab} and a {@code RedisRouter}. Blocking I/O, in the lab.
 */
@NullMarked
package dev.redisrouter.test.junit;

import org.jspecify.annotations.NullMarked;
