package dev.redisrouter.benchmarks.clients;

/** What is asked. */
enum Verb {
    GET,
    SET
}
