/** How long a change of the master keeps clients from writing, and what they see of it: the router's and others. */
@NullMarked
package dev.redisrouter.benchmarks.failover;

import org.jspecify.annotations.NullMarked;
