package dev.redisrouter.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.upstream.FakeNode;
import dev.redisrouter.metrics.RouterMetric;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a command waits for, it waits no longer than {@code failover.holdTimeout}, and is answered then. */
class HoldTimeTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final String TIMED_OUT = "-MASTERDOWN No node could serve the command within 2000 ms\r\n";

    @AutoClose
    private final Corridor corridor = new Corridor(config -> config.failover(f -> f.holdTimeout(TIMEOUT)));

    private final FakeNode master = corridor.node();
    private final FakeClient client = corridor.client();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET k v",
                "GET k",
                "MSET a 1 b 2",
                "WATCH k",
                "MULTI",
                "BLPOP k 0",
                "SELECT 1",
                "HELLO 3",
                "SUBSCRIBE c"
            })
    void whileThereIsNoNode(String command) {
        client.send(command);
        corridor.pass(TIMEOUT.minusMillis(25));
        assertThat(client.got()).isEmpty();

        corridor.pass(Duration.ofMillis(50));
        assertThat(client.got()).isEqualTo(TIMED_OUT);
        assertThat(corridor.budget.commands()).isZero();
        assertThat(corridor.count(RouterMetric.HOLDS)).isEqualTo(1);
        assertThat(corridor.count(RouterMetric.HOLDS_EXPIRED)).isEqualTo(1);
    }

    /** The last moment at which a node is tried again may be up to a second earlier. */
    @ParameterizedTest
    @ValueSource(strings = {"SET k v", "GET k", "MSET a 1 b 2", "SELECT 1", "HELLO 3", "SUBSCRIBE c"})
    void whileTheMasterRefusesConnections(String command) {
        master.door(FakeNode.Door.SHUT);
        corridor.view(master, master);
        client.send(command);
        corridor.pass(TIMEOUT.minusMillis(500));
        assertThat(client.got()).isEmpty();
        assertThat(master.attempts()).isBetween(3, 12);

        corridor.pass(Duration.ofMillis(1500));
        assertThat(client.got()).isEqualTo(TIMED_OUT);
        assertThat(corridor.budget.commands()).isZero();
        assertThat(corridor.count(RouterMetric.HOLDS)).isEqualTo(1);
    }

    @Test
    void eachCommandHasATimeOfItsOwn() {
        client.send("WATCH k");
        corridor.pass(Duration.ofMillis(1500));
        corridor.view(master, master);
        master.answer("+OK\r\n");
        client.send("UNWATCH");
        master.answer("+OK\r\n");
        assertThat(client.got()).isEqualTo("+OK\r\n+OK\r\n");

        corridor.view(null);
        client.send("WATCH k");
        corridor.pass(Duration.ofMillis(1500));
        assertThat(client.got()).isEmpty();
    }

    @Test
    void aReadThatWaitsForItsOnlyReaderIsSentAsSoonAsThatCanBeReached() {
        master.door(FakeNode.Door.SHUT);
        corridor.view(null, master);
        corridor.allFresh();
        client.send("GET k");
        corridor.pass(Duration.ofMillis(100));
        master.door(FakeNode.Door.OPEN);
        corridor.pass(Duration.ofMillis(500));

        assertThat(master.received()).containsExactly("GET k");
    }

    @Test
    void whatAClientThatLeftHasHeldGivesWayToOthers() {
        client.send("SET k v");
        assertThat(corridor.budget.bytes()).isPositive();
        client.leave();
        corridor.pass(Duration.ofMillis(50));

        assertThat(corridor.budget.commands()).isZero();
        assertThat(corridor.budget.bytes()).isZero();
    }

    @Test
    void aTimeOfZeroMeansNotToWait() {
        try (Corridor impatient = new Corridor(config -> config.failover(f -> f.holdTimeout(Duration.ZERO)))) {
            FakeClient hurried = impatient.client().send("SET k v", "WATCH k", "SELECT 1");

            assertThat(hurried.got().split("\r\n")).hasSize(3).allMatch(reply -> reply.startsWith("-MASTERDOWN"));
        }
    }
}
