/** Temporary. */
@NullMarked
package dev.redisrouter.core.control;

import org.jspecify.annotations.NullMarked;
