/**
 * From what the sources claim to who is named master and which nodes there are. Pure: no I/O, no time; only on the
 * control thread. Takes claims from the sources, gives nominations and node sets to the control loop.
 */
@NullMarked
package dev.redisrouter.core.topology;

import org.jspecify.annotations.NullMarked;
