/**
 * Runnable answers to the questions that users ask, one package for each, with one {@code main} to read from top to bottom.
 * {@link dev.redisrouter.examples.Servers} is what they run on.
 */
@NullMarked
package dev.redisrouter.examples;

import org.jspecify.annotations.NullMarked;
