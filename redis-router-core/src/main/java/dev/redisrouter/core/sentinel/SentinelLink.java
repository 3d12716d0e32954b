package dev.redisrouter.core.sentinel;

import java.util.concurrent.CompletionStage;

/**
 * The connections to one Sentinel: one to ask, one that is subscribed. Thread-safe; returns at once; the stages complete
 * on any thread.
 */
interface SentinelLink {

    /** Subscribes; completes when the Sentinel has confirmed. */
    CompletionStage<Void> subscribe();

    /** Asks for all that it knows; fails when no answer can come any more. */
    CompletionStage<SentinelAnswer> ask();

    /** Tells it to fail over without a fault; fails with what it says if it refuses. */
    CompletionStage<Void> failOver();

    /** Asks the subscribed connection for a sign of life. */
    CompletionStage<Void> ping();

    /** Completes with the reason when either connection has ended, by either side. */
    CompletionStage<String> ended();

    /** Ends both. */
    void close();
}
