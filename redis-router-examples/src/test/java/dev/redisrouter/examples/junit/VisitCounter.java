package dev.redisrouter.examples.junit;

import redis.clients.jedis.RedisClient;

/** The code under test: it is given a Redis client, and knows nothing of nodes. */
record VisitCounter(RedisClient redis) {

    long visit(String page) {
        return redis.incr("visits:" + page);
    }

    long visits(String page) {
        String count = redis.get("visits:" + page);
        return count == null ? 0 : Long.parseLong(count);
    }
}
