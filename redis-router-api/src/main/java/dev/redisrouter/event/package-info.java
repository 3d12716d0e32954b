/** What happened: one record per kind of transition, given to {@link dev.redisrouter.event.RouterListener}s and logged as stable {@code key=value} text. */
@NullMarked
package dev.redisrouter.event;

import org.jspecify.annotations.NullMarked;
