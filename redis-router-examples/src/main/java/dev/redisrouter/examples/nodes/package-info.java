/** How do I use it without Sentinel? */
@NullMarked
package dev.redisrouter.examples.nodes;

import org.jspecify.annotations.NullMarked;
