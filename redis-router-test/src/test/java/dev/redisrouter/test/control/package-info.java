/** The control path against real Sentinels and nodes, seen through what a router tells: its topology and its events. */
@NullMarked
package dev.redisrouter.test.control;

import org.jspecify.annotations.NullMarked;
