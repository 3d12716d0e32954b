/**
 * What is counted and told. The data path adds to {@link dev.redisrouter.core.observe.RouterMeters} once per run of
 * commands, from any event loop; {@code snapshot()} sums up for whoever asks. Depends on nothing else of the router;
 * no I/O, never waits.
 */
@NullMarked
package dev.redisrouter.core.observe;

import org.jspecify.annotations.NullMarked;
