/** How do I hear of failovers, and see what the router knows of the nodes? */
@NullMarked
package dev.redisrouter.examples.events;

import org.jspecify.annotations.NullMarked;
