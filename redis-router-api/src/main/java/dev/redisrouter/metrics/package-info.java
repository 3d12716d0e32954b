/** What was counted: a plain snapshot that needs no library. */
@NullMarked
package dev.redisrouter.metrics;

import org.jspecify.annotations.NullMarked;
