package dev.redisrouter.test.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.test.history.Violation.Kind;

/** What holds for clients whatever happens to the servers. */
public final class Promises {
    private Promises() {}

    /**
     * No acknowledged write is lost, no read is stale, nothing is executed twice or made up. A step back is no broken promise
     * while a write is under way, as it is all the time.
     *
     * @param what was done, for the message
     */
    public static void assertKept(Report report, String what) {
        assertThat(report.of(Kind.LOST_WRITE, Kind.STALE_READ, Kind.DUPLICATE, Kind.PHANTOM))
                .as(what + ": " + report)
                .isEmpty();
    }
}
