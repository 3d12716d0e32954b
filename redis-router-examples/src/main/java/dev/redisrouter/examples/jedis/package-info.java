/** How do I use it with Jedis, or any other client that takes a host and a port? */
@NullMarked
package dev.redisrouter.examples.jedis;

import org.jspecify.annotations.NullMarked;
