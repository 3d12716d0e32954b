/** Faults of a link, with one echo server behind it or a whole lab. */
@NullMarked
package dev.redisrouter.test.link;

import org.jspecify.annotations.NullMarked;
