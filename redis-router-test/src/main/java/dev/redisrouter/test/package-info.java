/**
 * A real Redis topology for tests: a master, replicas and Sentinels as processes of this machine, with faults.
 *
 * <p>Start with {@link dev.redisrouter.test.RedisLab}; in JUnit 5 with {@link dev.redisrouter.test.junit.RedisLabTest}.
 *
 * <pre>
 *  RedisLabBuilder -> LabSpec -> LabStart -> RedisLab -> LabNode      what a test holds
 *                                   |           |           |
 *                      process: files, ports,   |           process: one server, its signals
 *                      the keeper               LabView     resp: one command, one answer
 * </pre>
 *
 * <p>Takes from: a test. Gives to: the servers, by signals and commands. Every call runs on the caller's thread and does
 * blocking I/O; the lab has no thread of its own. A fault is an action on a {@code LabNode}, or one on a link that
 * {@link dev.redisrouter.test.link.LabLinks} puts between a router and a node. What clients saw meanwhile is judged by
 * {@link dev.redisrouter.test.history.HistoryChecker}.
 */
@NullMarked
package dev.redisrouter.test;

import org.jspecify.annotations.NullMarked;
