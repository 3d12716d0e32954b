/** The demo's promises: the arithmetic of each, and the whole story once on real servers. */
@NullMarked
package dev.redisrouter.examples.demo;

import org.jspecify.annotations.NullMarked;
