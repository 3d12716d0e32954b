package dev.redisrouter.core.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.config.SentinelConfig;
import dev.redisrouter.core.thread.FakeControlThread;
import dev.redisrouter.spi.TopologySource;
import dev.redisrouter.topology.NodeAddress;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every Sentinel is asked and heard on its own; none of them holds up what the others say. */
class SentinelSourceTest {
    private static final NodeAddress S1 = new NodeAddress("10.0.1.1", 26379);
    private static final NodeAddress S2 = new NodeAddress("10.0.1.2", 26379);
    private static final NodeAddress S3 = new NodeAddress("10.0.1.3", 26379);
    private static final NodeAddress A = new NodeAddress("10.0.0.1", 6379);
    private static final NodeAddress B = new NodeAddress("10.0.0.2", 6379);

    private final FakeControlThread thread = new FakeControlThread();
    private final FakeSentinels sentinels = new FakeSentinels();
    private final Heard heard = new Heard();

    @BeforeEach
    void threeSentinelsThatKnowEachOther() {
        sentinels.at(S1).names(A, 1, B).knows(S2, S3);
        sentinels.at(S2).names(A, 1, B).knows(S1, S3);
        sentinels.at(S3).names(A, 1, B).knows(S1, S2);
    }

    @Test
    void oneSentinelLeadsToAllOthers() {
        watch(S1);

        assertThat(heard.lines)
                .contains("connected " + S1, "connected " + S2, "connected " + S3)
                .contains(
                        "claim " + S1 + " " + A + " 1", "claim " + S2 + " " + A + " 1", "claim " + S3 + " " + A + " 1");
        assertThat(heard.claims.get(0).nodes()).containsExactlyInAnyOrder(A, B);
    }

    @Test
    void addressesOfOtherSentinelsAreMapped() {
        NodeAddress announced = new NodeAddress("172.17.0.9", 26379);
        sentinels.at(S1).knows(announced);
        SentinelSource source = source(a -> a.equals(announced) ? S2 : a, S1);
        source.watch(heard);
        thread.run();

        assertThat(heard.lines).contains("connected " + S2);
        assertThat(sentinels.at(announced).dials).isZero();
    }

    @Test
    void whatHasNotChangedIsNotRepeated() {
        watch(S1, S2, S3);
        int claims = heard.claims.size();
        thread.advance(Duration.ofSeconds(10));

        assertThat(heard.claims).hasSize(claims);
        assertThat(sentinels.at(S1).questions).isGreaterThanOrEqualTo(10);
    }

    @Test
    void aChangeIsFoundWithinTheRefreshIntervalEvenIfNoEventCame() {
        watch(S1, S2, S3);
        sentinels.at(S2).names(B, 2, A);
        thread.advance(Duration.ofSeconds(1));

        assertThat(heard.lines).contains("claim " + S2 + " " + B + " 2");
    }

    @Test
    void anEventMakesTheSentinelBeAskedAtOnce() {
        watch(S1, S2, S3);
        sentinels.at(S2).names(B, 2, A);
        sentinels.at(S2).publishes("+switch-master", "mymaster 10.0.0.1 6379 10.0.0.2 6379");
        thread.run();

        assertThat(heard.lines)
                .containsSubsequence(
                        "report " + S2 + ": +switch-master mymaster 10.0.0.1 6379 10.0.0.2 6379",
                        "claim " + S2 + " " + B + " 2");
    }

    @Test
    void anEventOfAnotherMasterIsNoReasonToAsk() {
        watch(S1, S2, S3);
        int questions = sentinels.at(S2).questions;
        sentinels.at(S2).publishes("+switch-master", "other 10.0.0.1 6379 10.0.0.2 6379");
        thread.run();

        assertThat(sentinels.at(S2).questions).isEqualTo(questions);
        assertThat(heard.lines).noneMatch(line -> line.startsWith("report"));
    }

    @Test
    void theLeaderTellsTheSuccessorWithTheEpochOfItsFailover() {
        watch(S1, S2, S3);
        sentinels.at(S3).publishes("+new-epoch", "7");
        sentinels.at(S3).publishes("+try-failover", "master mymaster 10.0.0.1 6379");
        sentinels.at(S3).publishes("+selected-slave", "slave 10.0.0.2:6379 10.0.0.2 6379 @ mymaster 10.0.0.1 6379");
        thread.run();

        assertThat(heard.lines)
                .containsSubsequence(
                        "report " + S3 + ": +try-failover master mymaster 10.0.0.1 6379",
                        "report " + S3 + ": +selected-slave slave 10.0.0.2:6379 10.0.0.2 6379 @ mymaster 10.0.0.1 6379",
                        "chosen " + S3 + " " + B + " 7");
    }

    @Test
    void anAbortedFailoverIsAbandoned() {
        watch(S1, S2, S3);
        sentinels.at(S3).publishes("-failover-abort-slave-timeout", "master mymaster 10.0.0.1 6379");
        thread.run();

        assertThat(heard.lines).contains("abandoned " + S3);
    }

    @Test
    void aSentinelThatIsGoneIsReportedOnceAndTriedUntilItReturns() {
        watch(S1, S2, S3);
        sentinels.at(S2).dies();
        thread.advance(Duration.ofSeconds(20));
        assertThat(heard.lines)
                .filteredOn(line -> line.startsWith("lost"))
                .containsExactly("lost " + S2 + ": connection lost");
        assertThat(sentinels.at(S2).dials).isBetween(8, 30);

        heard.lines.clear();
        sentinels.at(S2).returns();
        thread.advance(Duration.ofSeconds(2));
        assertThat(heard.lines).contains("connected " + S2);
    }

    @Test
    void aSentinelThatHangsIsLostAfterItsTimeoutAndTheOthersAreHeardMeanwhile() {
        watch(S1, S2, S3);
        sentinels.at(S2).hangs();
        sentinels.at(S1).names(B, 2, A);
        sentinels.at(S1).publishes("+switch-master", "mymaster 10.0.0.1 6379 10.0.0.2 6379");
        thread.run();
        assertThat(heard.lines).contains("claim " + S1 + " " + B + " 2");

        thread.advance(Duration.ofSeconds(2));
        assertThat(heard.lines).contains("lost " + S2 + ": no answer within 1000 ms");
    }

    @Test
    void aSentinelThatHangsIsDialledAgainAndAgainWithoutPilingUpLinks() {
        watch(S1, S2, S3);
        sentinels.at(S2).hangs();
        thread.advance(Duration.ofSeconds(30));

        assertThat(sentinels.at(S2).links()).isLessThanOrEqualTo(1);
        assertThat(sentinels.at(S2).dials).isGreaterThan(5);
    }

    @Test
    void afterAReconnectTheSentinelIsAskedAnew() {
        watch(S1, S2, S3);
        sentinels.at(S2).breakLinks();
        sentinels.at(S2).names(B, 2, A);
        thread.advance(Duration.ofMillis(100));

        assertThat(heard.lines).contains("connected " + S2, "claim " + S2 + " " + B + " 2");
    }

    @Test
    void aRefreshAsksEverySentinelNow() {
        TopologySource.Watch watch = watch(S1, S2, S3);
        int before = sentinels.at(S1).questions + sentinels.at(S2).questions + sentinels.at(S3).questions;
        watch.refresh();
        thread.run();

        assertThat(sentinels.at(S1).questions + sentinels.at(S2).questions + sentinels.at(S3).questions)
                .isEqualTo(before + 3);
    }

    @Test
    void oneQuestionAtATimeIsOpen() {
        watch(S1, S2, S3);
        sentinels.at(S2).hangs();
        int before = sentinels.at(S2).questions;
        for (int i = 0; i < 100; i++) {
            sentinels.at(S2).publishes("+sdown", "master mymaster 10.0.0.1 6379");
        }
        thread.run();

        assertThat(sentinels.at(S2).questions).isEqualTo(before + 1);
    }

    @Test
    void aFloodOfEventsIsBounded() {
        watch(S1, S2, S3);
        for (int i = 0; i < 100_000; i++) {
            sentinels.at(S2).publishes("+sdown", "master mymaster 10.0.0.1 6379");
        }

        assertThat(thread.waiting()).isLessThanOrEqualTo(1_001);
    }

    @Test
    void aSentinelKnownByTwoAddressesIsWatchedOnce() {
        NodeAddress byName = new NodeAddress("sentinel-1.example", 26379);
        sentinels.alias(byName, S1);
        sentinels.at(S2).knows(S1, S3);
        sentinels.at(S3).knows(S1, S2);
        watch(byName);

        assertThat(sentinels.at(S1).links()).isEqualTo(1);
        assertThat(heard.lines).doesNotContain("connected " + S1).contains("connected " + byName);
    }

    @Test
    void aSentinelThatNobodyNamesAnyMoreIsForgottenWithItsWord() {
        watch(S1);
        sentinels.at(S1).knows(S2);
        sentinels.at(S2).knows(S1);
        sentinels.at(S3).dies();
        thread.advance(Duration.ofSeconds(5));
        int dials = sentinels.at(S3).dials;
        thread.advance(Duration.ofSeconds(60));

        assertThat(heard.lines).contains("claim " + S3 + " nobody 0");
        assertThat(sentinels.at(S3).dials).isEqualTo(dials);
    }

    @Test
    void whatEachSentinelAnsweredCanBeRead() {
        sentinels.at(S1).dies();
        sentinels.at(S2).answers("ERR No such master with that name");
        sentinels.at(S3).hangs();
        TopologySource.Watch watch = watch(S1, S2, S3);
        thread.advance(Duration.ofMillis(1_500));

        assertThat(watch.answers())
                .isEqualTo(S1 + ": connection refused; " + S2 + ": ERR No such master with that name; " + S3
                        + ": no answer within 1000 ms");
    }

    @Test
    void anErrorIsReportedWhenItComesAndNotAgain() {
        sentinels.at(S2).answers("ERR No such master with that name");
        watch(S2);
        thread.advance(Duration.ofSeconds(10));

        assertThat(heard.lines)
                .filteredOn(line -> line.startsWith("report"))
                .containsExactly("report " + S2 + ": ERR No such master with that name");
    }

    @Test
    void closingEndsEverything() {
        TopologySource.Watch watch = watch(S1, S2, S3);
        watch.close();
        thread.run();
        heard.lines.clear();
        int dials = sentinels.at(S1).dials;
        thread.advance(Duration.ofSeconds(10));

        assertThat(sentinels.at(S1).links()
                        + sentinels.at(S2).links()
                        + sentinels.at(S3).links())
                .isZero();
        assertThat(sentinels.at(S1).dials).isEqualTo(dials);
        assertThat(heard.lines).isEmpty();
    }

    @Test
    void theSourceSaysWhoItAsks() {
        assertThat(source(UnaryOperator.identity(), S1, S2).describe())
                .isEqualTo("sentinel[10.0.1.1:26379, 10.0.1.2:26379] mymaster");
    }

    private TopologySource.Watch watch(NodeAddress... configured) {
        TopologySource.Watch watch =
                source(UnaryOperator.identity(), configured).watch(heard);
        thread.run();
        return watch;
    }

    private SentinelSource source(UnaryOperator<NodeAddress> mapper, NodeAddress... configured) {
        return new SentinelSource(
                SentinelConfig.of(List.of(configured), "mymaster"),
                mapper,
                thread,
                sentinels,
                heard,
                new SplittableRandom(7));
    }
}
