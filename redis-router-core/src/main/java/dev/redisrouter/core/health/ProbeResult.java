package dev.redisrouter.core.health;

/** What came of asking a node once. */
public sealed interface ProbeResult {

    /** It answered in time. */
    record Answered(ProbeAnswer answer) implements ProbeResult {}

    /** It did not answer in time. */
    record Missed(String reason) implements ProbeResult {}

    /** No connection can be made to it. */
    record Unreachable(String reason) implements ProbeResult {}

    /** It is there and turns the router away, as with a wrong password. */
    record Rejected(String reason) implements ProbeResult {}

    /** The connection was lost. Says nothing yet, but the node may be another process from now on. */
    record Lost(String reason) implements ProbeResult {}
}
