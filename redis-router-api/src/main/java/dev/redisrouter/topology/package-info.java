/** What the router knows of the nodes: immutable snapshots, safe to keep and to hand between threads. */
@NullMarked
package dev.redisrouter.topology;

import org.jspecify.annotations.NullMarked;
