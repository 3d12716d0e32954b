/** Where the examples log. */
@NullMarked
package dev.redisrouter.examples.log;

import org.jspecify.annotations.NullMarked;
