/**
 * One Redis that never moves, on top of Redis replication under Sentinel.
 *
 * <p>Starting points: {@link dev.redisrouter.RedisRouter#start} opens a router, {@link dev.redisrouter.RouterConfig#of}
 * describes one, {@link dev.redisrouter.topology.Topology} is what the router knows of the nodes, and
 * {@link dev.redisrouter.event.RouterListener} hears of every change of that knowledge.
 */
@NullMarked
package dev.redisrouter;

import org.jspecify.annotations.NullMarked;
