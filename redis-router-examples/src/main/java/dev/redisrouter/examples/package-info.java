/**
 * Runnable answers to the questions that users ask.
 */
@NullMarked
package dev.redisrouter.examples;

import org.jspecify.annotations.NullMarked;
