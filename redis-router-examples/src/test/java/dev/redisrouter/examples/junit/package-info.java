/** How do I test my own code against a real Redis with Sentinel, and with the router in front? */
@NullMarked
package dev.redisrouter.examples.junit;

import org.jspecify.annotations.NullMarked;
