/**
 * The corridor: what happens to a command from the moment its bytes have arrived to the moment its reply is written,
 * for both doors. {@link dev.redisrouter.core.journey.CommandPath} lists the steps in order; everything else here is
 * one of them. One {@link dev.redisrouter.core.journey.Worker} per event loop owns all that lives on it, so nothing
 * here takes a lock or crosses a thread.
 */
@NullMarked
package dev.redisrouter.core.journey;

import org.jspecify.annotations.NullMarked;
