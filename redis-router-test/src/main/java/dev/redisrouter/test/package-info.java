/**
 * A real Redis topology for tests.
 */
@NullMarked
package dev.redisrouter.test;

import org.jspecify.annotations.NullMarked;
