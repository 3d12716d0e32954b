/**
 * The only place that says {@code new} for long-lived parts, and in which order they start and stop. Called by the
 * application's threads.
 */
@NullMarked
package dev.redisrouter.core.runtime;

import org.jspecify.annotations.NullMarked;
