/**
 * The demo: starts real servers and a router, breaks the master, and tells in the terminal what was observed.
 *
 * <p>Start with {@link dev.redisrouter.examples.demo.Story}, which lists the steps in order. A step acts on the
 * {@link dev.redisrouter.examples.demo.Stage} (servers, router), looks at the servers behind the router's back, and gives
 * a {@link dev.redisrouter.examples.demo.Promise} with what it found to the {@link dev.redisrouter.examples.demo.Narrator}.
 * What was measured is kept in records ({@code Spread}, {@code WriteReport}, {@code Sightings}, {@code Homecoming}), which
 * make the promises and know no I/O.
 *
 * <p>On the main thread, with blocking I/O; writers, watchers and the router have threads of their own.
 */
@NullMarked
package dev.redisrouter.examples.demo;

import org.jspecify.annotations.NullMarked;
