package dev.redisrouter.core.health;

import java.util.concurrent.CompletionStage;

/** A connection to one node for probes alone. Thread-safe; the stages complete on any thread. */
public interface ProbeConnection {

    /** Sends one probe; fails when the connection is lost before the answer. */
    CompletionStage<ProbeAnswer> ask();

    /** Completes with the reason when the connection has ended, by either side. */
    CompletionStage<String> ended();

    /** Ends it; returns at once. */
    void close();
}
