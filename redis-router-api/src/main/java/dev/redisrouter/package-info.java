/**
 * What applications compile against.
 */
@NullMarked
package dev.redisrouter;

import org.jspecify.annotations.NullMarked;
