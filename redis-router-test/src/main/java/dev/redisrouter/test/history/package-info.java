/**
 * What clients were told, and whether it was the truth: a history of calls, and a checker of promises.
 *
 * <p>Start with {@link dev.redisrouter.test.history.History}.
 *
 * <pre>
 *  client → History → Call → HistoryChecker → Report → Violation
 *                               ↑ FinalState: what is there at the end
 * </pre>
 *
 * <p>Takes from: the threads of a test's clients, which record on their own. Gives to: the test, on its thread. The only
 * I/O is what {@code FinalState} asks of a node.
 */
@NullMarked
package dev.redisrouter.test.history;

import org.jspecify.annotations.NullMarked;
