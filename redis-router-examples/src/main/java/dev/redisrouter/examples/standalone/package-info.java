/**
 * The router as a process of its own, for clients that are not on the JVM.
 *
 * <p>Start with {@link dev.redisrouter.examples.standalone.Standalone}, the command line. Each group of options
 * ({@code SourceOptions}, {@code EndpointOptions} and so on) knows the topic of {@link dev.redisrouter.RouterConfig} that it
 * stands for; {@code Secret} is where a password comes from. Nothing here is on a command's path: once started, the main
 * thread waits for the signal that ends the process.
 */
@NullMarked
package dev.redisrouter.examples.standalone;

import org.jspecify.annotations.NullMarked;
