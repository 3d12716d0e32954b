/** How do I use it with Lettuce, without a socket in between? */
@NullMarked
package dev.redisrouter.examples.lettuce;

import org.jspecify.annotations.NullMarked;
