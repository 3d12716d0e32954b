/**
 * What clients of the router see while the master hangs, dies, is replaced and comes back, on real nodes and Sentinels.
 *
 * <p>Takes from: a lab with its faults and a router of the test's own. Writers and readers run on threads of their own, one
 * command at a time; the test waits for conditions.
 */
@NullMarked
package dev.redisrouter.test.failover;

import org.jspecify.annotations.NullMarked;
