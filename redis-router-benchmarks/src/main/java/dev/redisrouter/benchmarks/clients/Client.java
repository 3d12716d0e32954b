package dev.redisrouter.benchmarks.clients;

import org.HdrHistogram.Histogram;

/** Something connected that asks. Shared by all threads of a load. */
interface Client extends AutoCloseable {

    /**
     * Asks again and again, until it is time to end, and returns when everything is answered.
     *
     * @param first which key is the first
     * @param end when to end, by {@link System#nanoTime}
     * @param latencies takes the nanoseconds of each call; another one for each thread
     */
    void ask(Verb verb, int first, long end, Histogram latencies) throws Exception;
}
