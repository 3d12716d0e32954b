package dev.redisrouter.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The old master's return is judged by what it held while it called itself master, and by whether it became a replica. */
class HomecomingTest {
    private static final Duration NEVER = Duration.ZERO;

    private static Homecoming homecoming(Duration asMaster, long keys, Duration replicaAfter) {
        return new Homecoming("node-0", asMaster, keys, 200, replicaAfter);
    }

    @Test
    void itMayHoldWhatWasSentBefore() {
        Homecoming homecoming = homecoming(Duration.ofSeconds(10), 200, Duration.ofSeconds(11));

        assertThat(homecoming.withoutNewWrites().kept()).isTrue();
        assertThat(homecoming.asReplica().kept()).isTrue();
        assertThat(homecoming.asReplica().observed()).isEqualTo("after 11.0 s");
    }

    @Test
    void oneKeyMoreIsAWriteThatIsLost() {
        assertThat(homecoming(Duration.ofSeconds(10), 201, Duration.ofSeconds(11))
                        .withoutNewWrites()
                        .kept())
                .isFalse();
    }

    @Test
    void notHavingLookedWhileItCalledItselfMasterProvesNothing() {
        assertThat(homecoming(NEVER, 0, Duration.ofSeconds(1))
                        .withoutNewWrites()
                        .kept())
                .isFalse();
    }

    @Test
    void aMasterThatStaysOneBreaksThePromise() {
        Promise promise = homecoming(Duration.ofSeconds(30), 200, NEVER).asReplica();

        assertThat(promise.kept()).isFalse();
        assertThat(promise.observed()).isEqualTo("it did not in time");
    }
}
