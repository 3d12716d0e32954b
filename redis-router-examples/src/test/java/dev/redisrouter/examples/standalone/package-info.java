/** The standalone router: its options one by one, and its jar as a process. */
@NullMarked
package dev.redisrouter.examples.standalone;

import org.jspecify.annotations.NullMarked;
