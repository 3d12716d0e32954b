/** How long it takes until a router that is started answers its first command. */
@NullMarked
package dev.redisrouter.benchmarks.startup;

import org.jspecify.annotations.NullMarked;
