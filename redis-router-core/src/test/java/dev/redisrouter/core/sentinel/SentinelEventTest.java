package dev.redisrouter.core.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.topology.NodeAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events as Sentinel 7.0.15 published them, and what they mean. */
class SentinelEventTest {
    private static final String CHOSEN = "slave 127.0.0.1:27103 127.0.0.1 27103 @ mymaster 127.0.0.1 27101";

    @Test
    void theEpochIsOfNoMaster() {
        assertThat(parse("+new-epoch", "12")).contains(new SentinelEvent.NewEpoch(12));
        assertThat(parse("+new-epoch", "x")).isEmpty();
    }

    @Test
    void theChosenSuccessorIsNamedBeforeTheAt() {
        assertThat(parse("+selected-slave", CHOSEN))
                .contains(new SentinelEvent.SuccessorChosen(
                        new NodeAddress("127.0.0.1", 27103), "+selected-slave " + CHOSEN));
    }

    @Test
    void aSuccessorThatCannotBeReadIsStillNoted() {
        assertThat(parse("+selected-slave", "slave x host port @ mymaster 127.0.0.1 27101"))
                .containsInstanceOf(SentinelEvent.Noted.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "+try-failover | master mymaster 127.0.0.1 27101 | FailoverTried",
                "-failover-abort-not-elected | master mymaster 127.0.0.1 27101 | FailoverAborted",
                "-failover-abort-no-good-slave | master mymaster 127.0.0.1 27101 | FailoverAborted",
                "-failover-abort-slave-timeout | master mymaster 127.0.0.1 27101 | FailoverAborted",
                "+switch-master | mymaster 127.0.0.1 27101 127.0.0.1 27103 | Noted",
                "+sdown | master mymaster 127.0.0.1 27101 | Noted",
                "+odown | master mymaster 127.0.0.1 27101 #quorum 2/2 | Noted",
                "+sdown | slave 127.0.0.1:27102 127.0.0.1 27102 @ mymaster 127.0.0.1 27101 | Changed",
                "+slave | slave 127.0.0.1:27102 127.0.0.1 27102 @ mymaster 127.0.0.1 27101 | Changed",
                "+sentinel | sentinel f7067767 127.0.0.1 27201 @ mymaster 127.0.0.1 27101 | Changed",
                "+tilt | #tilt mode entered | Noted"
            })
    void whatHappensToTheMasterIsNotedAndTheRestMakesTheSentinelBeAsked(String channel, String message, String kind) {
        assertThat(parse(channel, message))
                .get()
                .extracting(event -> event.getClass().getSimpleName())
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "+switch-master | other 127.0.0.1 27101 127.0.0.1 27103",
                "+sdown | master other 127.0.0.1 27101",
                "+slave | slave mymaster 127.0.0.1 27102 @ other 127.0.0.1 27101",
                "+sdown | master",
                "+selected-slave | slave 127.0.0.1:27103 127.0.0.1 27103 @ other 127.0.0.1 27101"
            })
    void whatHappensToOtherMastersIsNothing(String channel, String message) {
        assertThat(parse(channel, message)).isEmpty();
    }

    @Test
    void everyChannelCarriesItsSign() {
        assertThat(SentinelProtocol.CHANNELS).allMatch(channel -> channel.startsWith("+") || channel.startsWith("-"));
        assertThat(SentinelProtocol.CHANNELS).doesNotHaveDuplicates();
    }

    private static Optional<SentinelEvent> parse(String channel, String message) {
        return SentinelEvent.parse(channel, message, "mymaster");
    }
}
