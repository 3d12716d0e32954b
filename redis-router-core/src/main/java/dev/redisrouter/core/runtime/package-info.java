/**
 * Builds the long-lived parts and starts and stops them in order.
 */
@NullMarked
package dev.redisrouter.core.runtime;

import org.jspecify.annotations.NullMarked;
