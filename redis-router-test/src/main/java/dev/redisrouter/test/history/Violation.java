package dev.redisrouter.test.history;

/**
 * A promise that was not kept.
 *
 * @param what the call that shows it, and the one that it contradicts
 */
public record Violation(Kind kind, String key, String what) {
    /** Which promise. */
    public enum Kind {
        /** An acknowledged write is not in the final state, or was taken back in between. */
        LOST_WRITE,
        /** A read began after a write had been acknowledged, and gave what was there before. */
        STALE_READ,
        /** A read gave an older value than one that had ended before it began. Not promised while writes are under way. */
        STEP_BACK,
        /** A write was executed more often than it was asked for. */
        DUPLICATE,
        /** A value is there that nobody wrote, or whose write was refused. */
        PHANTOM
    }

    /** {@code STALE_READ k: …}. */
    @Override
    public String toString() {
        return kind + " " + key + ": " + what;
    }
}
