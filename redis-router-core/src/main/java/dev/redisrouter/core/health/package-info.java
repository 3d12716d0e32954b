/**
 * What each node says of itself, asked again and again over a connection of its own: observes only, and never decides
 * what is used. Takes the addresses to watch from the topology, gives observations to the node set. Runs on the control
 * thread; the I/O is Lettuce's.
 */
@NullMarked
package dev.redisrouter.core.health;

import org.jspecify.annotations.NullMarked;
