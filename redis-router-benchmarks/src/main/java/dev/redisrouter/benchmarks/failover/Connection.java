package dev.redisrouter.benchmarks.failover;

/** A client of some library, as far as it is needed here; throws what that library throws. */
interface Connection extends AutoCloseable {

    void set(String key, String value);

    @Override
    void close();
}
