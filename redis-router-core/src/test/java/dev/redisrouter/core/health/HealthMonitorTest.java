package dev.redisrouter.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.config.HealthConfig;
import dev.redisrouter.core.thread.FakeControlThread;
import dev.redisrouter.topology.NodeAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes are asked in rounds, the master first; one that hangs or is gone delays nobody. */
class HealthMonitorTest {
    private static final NodeAddress A = new NodeAddress("10.0.0.1", 6379);
    private static final NodeAddress B = new NodeAddress("10.0.0.2", 6379);
    private static final NodeAddress C = new NodeAddress("10.0.0.3", 6379);
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final Duration TIMEOUT = Duration.ofMillis(250);

    private final FakeControlThread thread = new FakeControlThread();
    private final FakeNodes nodes = new FakeNodes();
    private final List<Observation> seen = new ArrayList<>();
    private final HealthMonitor monitor = new HealthMonitor(
            new HealthConfig(INTERVAL, TIMEOUT, 3), thread, thread, nodes, seen::add, new SplittableRandom(7));

    @BeforeEach
    void start() {
        monitor.watch(Set.of(A, B, C));
        monitor.start();
        thread.run();
        monitor.master(Optional.of(A));
        thread.advance(INTERVAL);
        seen.clear();
        nodes.asked.clear();
        nodes.dialled.clear();
    }

    @Test
    void everyNodeIsAskedOnceInEveryInterval() {
        thread.advance(INTERVAL.multipliedBy(10));

        assertThat(nodes.asked.stream().filter(A::equals)).hasSize(10);
        assertThat(nodes.asked.stream().filter(B::equals)).hasSize(10);
        assertThat(nodes.asked.stream().filter(C::equals)).hasSize(10);
        assertThat(nodes.dialled).isEmpty();
    }

    @Test
    void theMasterInUseIsAskedFirst() {
        monitor.master(Optional.of(C));

        thread.advance(INTERVAL);

        assertThat(nodes.asked).startsWith(C).hasSize(3);
    }

    @Test
    void theOthersWaitForAMasterThatHangsAndNoLongerThanAMoment() {
        nodes.at(A).hangs();
        while (nodes.asked.isEmpty()) {
            thread.advance(Duration.ofMillis(1));
        }

        thread.advance(Duration.ofMillis(18));
        assertThat(nodes.asked).containsExactly(A);
        thread.advance(Duration.ofMillis(2));
        assertThat(nodes.asked).containsExactlyInAnyOrder(A, B, C);
    }

    @Test
    void withoutAMasterInUseTheRoundsFollowEveryTenMilliseconds() {
        monitor.master(Optional.empty());
        thread.advance(INTERVAL);

        assertThat(nodes.asked.stream().filter(B::equals)).hasSizeBetween(10, 11);
    }

    @Test
    void aNodeThatHangsIsAskedOnceAndMissedAgainAndAgain() {
        nodes.at(B).hangs();
        thread.advance(TIMEOUT.multipliedBy(2).plus(INTERVAL));

        assertThat(nodes.asked.stream().filter(B::equals)).hasSize(1);
        assertThat(results(B))
                .containsExactly(
                        new ProbeResult.Missed("no answer within 250 ms"),
                        new ProbeResult.Missed("no answer within 250 ms"));
    }

    @Test
    void theFirstMissIsToldOneTimeoutAfterTheQuestion() {
        nodes.at(B).hangs();
        monitor.askNow(B);
        long askedAt = thread.nanos();
        thread.advance(TIMEOUT);

        assertThat(seen.stream().filter(o -> o.node().equals(B)).findFirst())
                .get()
                .extracting(Observation::askedAt)
                .isEqualTo(askedAt + TIMEOUT.toNanos());
    }

    @Test
    void anAnswerThatComesTooLateIsThrownAwayAndTheNodeAskedAnew() {
        nodes.at(B).hangs();
        thread.advance(TIMEOUT.plus(INTERVAL));
        seen.clear();
        nodes.asked.clear();
        nodes.at(B).wakes();
        long wokeAt = thread.nanos();
        thread.run();

        assertThat(nodes.asked).containsExactly(B);
        assertThat(seen).singleElement().satisfies(o -> {
            assertThat(o.result()).isInstanceOf(ProbeResult.Answered.class);
            assertThat(o.askedAt()).isEqualTo(wokeAt);
        });
    }

    @Test
    void aConnectionThatStaysSilentForTooLongIsReplaced() {
        nodes.at(B).hangs();
        thread.advance(Duration.ofSeconds(3));
        nodes.at(B).wakes();
        thread.advance(Duration.ofSeconds(1));

        assertThat(nodes.dialled).contains(B);
        assertThat(nodes.at(B).connections()).isEqualTo(1);
        assertThat(results(B).get(results(B).size() - 1)).isInstanceOf(ProbeResult.Answered.class);
    }

    @Test
    void aPauseOfTheRouterItselfIsNoMissOfTheNode() {
        nodes.at(B).hangs();
        thread.advance(INTERVAL.plus(Duration.ofMillis(10)));
        thread.freeze(Duration.ofSeconds(2));

        assertThat(results(B)).isEmpty();
    }

    @Test
    void aNodeThatDiesIsFoundGoneAtOnce() {
        nodes.at(B).dies();
        thread.run();

        assertThat(results(B))
                .containsExactly(
                        new ProbeResult.Lost("connection lost"), new ProbeResult.Unreachable("connection refused"));
    }

    @Test
    void aBrokenConnectionToAHealthyNodeIsReplacedAtOnce() {
        nodes.at(B).breakConnections();
        thread.run();

        assertThat(results(B)).hasSize(2);
        assertThat(results(B).get(0)).isEqualTo(new ProbeResult.Lost("connection lost"));
        assertThat(results(B).get(1)).isInstanceOf(ProbeResult.Answered.class);
    }

    @Test
    void aNodeThatIsGoneIsTriedLessAndLessOften() {
        nodes.at(B).dies();
        thread.advance(Duration.ofSeconds(10));

        assertThat(nodes.dialled).hasSizeBetween(20, 50);
    }

    @Test
    void inAHurryANodeThatIsGoneIsTriedSoonAgain() {
        nodes.at(B).dies();
        thread.advance(Duration.ofSeconds(10));
        nodes.dialled.clear();
        monitor.master(Optional.empty());
        thread.advance(Duration.ofMillis(500));

        assertThat(nodes.dialled).hasSizeGreaterThanOrEqualTo(8);
    }

    @Test
    void aNodeThatHangsUpOnEveryQuestionIsNotDialledInALoop() {
        nodes.at(B).hangsUp();
        nodes.at(B).breakConnections();
        thread.advance(Duration.ofSeconds(1));

        assertThat(nodes.dialled).hasSizeBetween(2, 12);
        assertThat(results(B)).contains(new ProbeResult.Rejected("hung up: ERR max number of clients reached"));
    }

    @Test
    void aWrongPasswordIsToldInTheServersWords() {
        nodes.at(B).rejects("WRONGPASS invalid username-password pair");
        nodes.at(B).breakConnections();
        thread.run();

        assertThat(results(B)).contains(new ProbeResult.Rejected("WRONGPASS invalid username-password pair"));
    }

    @Test
    void aNodeThatIsDoubtedIsAskedNow() {
        monitor.askNow(C);
        thread.run();

        assertThat(answers()).containsExactly(C);
    }

    @Test
    void aNodeThatIsNoLongerWatchedIsLeftAlone() {
        monitor.watch(Set.of(A, C));
        thread.advance(INTERVAL.multipliedBy(3));

        assertThat(nodes.asked).doesNotContain(B);
        assertThat(nodes.at(B).connections()).isZero();
    }

    @Test
    void aConnectionThatWasMadeTooLateIsClosed() {
        nodes.at(B).dies();
        thread.run();
        nodes.at(B).returns();
        nodes.at(B).hangs();
        thread.advance(Duration.ofSeconds(1));
        monitor.watch(Set.of(A, C));
        nodes.at(B).wakes();
        thread.run();

        assertThat(nodes.at(B).connections()).isZero();
    }

    @Test
    void closingEndsAllConnectionsAndRounds() {
        monitor.close();
        thread.advance(Duration.ofSeconds(1));

        assertThat(nodes.asked).isEmpty();
        assertThat(nodes.at(A).connections()
                        + nodes.at(B).connections()
                        + nodes.at(C).connections())
                .isZero();
    }

    private List<NodeAddress> answers() {
        return seen.stream()
                .filter(o -> o.result() instanceof ProbeResult.Answered)
                .map(Observation::node)
                .toList();
    }

    private List<ProbeResult> results(NodeAddress node) {
        return seen.stream()
                .filter(o -> o.node().equals(node))
                .map(Observation::result)
                .toList();
    }
}
