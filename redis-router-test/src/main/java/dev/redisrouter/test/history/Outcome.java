package dev.redisrouter.test.history;

/** What a client knows about its call. */
public enum Outcome {
    /** It has the reply. */
    ACKNOWLEDGED,
    /** The call was refused, and has not been executed. */
    FAILED,
    /** It may have been executed, once or not at all. */
    UNCERTAIN
}
