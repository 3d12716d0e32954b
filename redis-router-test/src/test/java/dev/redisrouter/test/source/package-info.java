/**
 * Where the topology comes from: Sentinels that fail, change and announce other addresses, a fixed list of nodes, and a
 * source of the user's.
 *
 * <p>Takes from: labs. On the test's thread; listeners are called on the router's control thread.
 */
@NullMarked
package dev.redisrouter.test.source;

import org.jspecify.annotations.NullMarked;
