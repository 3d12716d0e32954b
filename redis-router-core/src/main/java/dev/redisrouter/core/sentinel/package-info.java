/**
 * The topology as the Sentinels tell it: every Sentinel is asked and listened to on its own, so that none of them can hold
 * up what the others say. Gives claims, events and successors to the control loop. Runs on the control thread; the I/O
 * is Lettuce's.
 */
@NullMarked
package dev.redisrouter.core.sentinel;

import org.jspecify.annotations.NullMarked;
