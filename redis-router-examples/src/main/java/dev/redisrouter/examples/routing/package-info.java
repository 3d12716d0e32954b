/** How do I send certain commands to the master, or to any node? */
@NullMarked
package dev.redisrouter.examples.routing;

import org.jspecify.annotations.NullMarked;
