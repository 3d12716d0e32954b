package dev.redisrouter.core.control;

import static dev.redisrouter.core.control.Scene.A;
import static dev.redisrouter.core.control.Scene.B;
import static dev.redisrouter.core.control.Scene.C;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.health.ReplicaLink;
import dev.redisrouter.event.RouterEvent;
import dev.redisrouter.spi.TopologyClaim;
import dev.redisrouter.topology.NodeAddress;
import dev.redisrouter.topology.NodeInfo;
import dev.redisrouter.topology.NodeState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes join and leave the view as they join and leave the deployment, and each transition is told once. */
class NodesComeAndGoTest {
    private static final NodeAddress D = new NodeAddress("10.0.0.4", 6379);
    private static final NodeAddress E = new NodeAddress("10.0.0.5", 6379);
    private static final NodeAddress F = new NodeAddress("10.0.0.6", 6379);

    private final Scene scene = Scene.underSentinel();

    @Test
    void aNewReplicaReadsOnceItIsSynchronised() {
        scene.nodes.at(D).replica(A, ReplicaLink.SYNCING, "h1", 0);
        claims("s1", A, B, C, D);
        scene.pass(Duration.ofMillis(200));
        assertThat(scene.readers()).doesNotContain(D);

        scene.nodes.at(D).replicaOf(A, "h1", 100);
        scene.pass(Duration.ofMillis(200));
        assertThat(scene.readers()).contains(D);
        assertThat(scene.told(RouterEvent.NodeAdded.class)).containsExactly("node-added node=10.0.0.4:6379");
        assertThat(scene.told(RouterEvent.NodeStateChanged.class))
                .containsExactly(
                        "node-state node=10.0.0.4:6379 from=UNKNOWN to=NOT_READY "
                                + "reason=\"receives a full copy from 10.0.0.1:6379\"",
                        "node-state node=10.0.0.4:6379 from=NOT_READY to=UP reason=\"follows 10.0.0.1:6379\"");
    }

    @Test
    void aNodeThatNobodyListsAnyMoreLeaves() {
        claims("s1", A, B);
        claims("s2", A, B);
        assertThat(scene.readers()).contains(C);

        claims("s3", A, B);
        assertThat(scene.readers()).doesNotContain(C);
        assertThat(scene.told(RouterEvent.NodeRemoved.class)).containsExactly("node-removed node=10.0.0.3:6379");
        assertThat(scene.nodes.at(C).connections()).isZero();
    }

    /** In the same epoch when the Sentinels were set up anew, in a later one when they were told. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void allMayHaveOtherAddressesAtOnce(long epoch) {
        List.of(A, B, C).forEach(node -> scene.nodes.at(node).dies());
        scene.pass(Duration.ofSeconds(1));
        scene.nodes.at(D).master("h2", 10);
        scene.nodes.at(E).replicaOf(D, "h2", 10);
        scene.nodes.at(F).replicaOf(D, "h2", 10);

        for (String origin : List.of("s1", "s2", "s3")) {
            scene.loop.claim(new TopologyClaim(origin, Optional.of(D), Set.of(D, E, F), epoch));
        }
        scene.thread.run();
        scene.pass(Duration.ofSeconds(1));

        assertThat(scene.master()).contains(D);
        assertThat(scene.readers()).containsExactlyInAnyOrder(D, E, F);
        assertThat(scene.publisher.topology().nodes())
                .extracting(NodeInfo::address)
                .containsExactlyInAnyOrder(D, E, F);
    }

    @Test
    void aReplicaThatHangsReadsNoMoreAndReturns() {
        scene.nodes.at(B).hangs();
        scene.pass(Duration.ofMillis(400));
        assertThat(scene.readers()).containsExactlyInAnyOrder(A, C);
        assertThat(state(B)).isEqualTo(NodeState.SUSPECT);

        scene.pass(Duration.ofSeconds(1));
        assertThat(state(B)).isEqualTo(NodeState.DOWN);

        scene.nodes.at(B).wakes();
        scene.pass(Duration.ofSeconds(1));
        assertThat(scene.readers()).contains(B);
    }

    @Test
    void aReplicaThatLoadsReadsNoMore() {
        scene.nodes.at(B).complains("LOADING Redis is loading the dataset in memory");
        scene.pass(Duration.ofMillis(110));

        assertThat(scene.readers()).doesNotContain(B);
        assertThat(state(B)).isEqualTo(NodeState.NOT_READY);
    }

    @Test
    void aSourceThatIsLostAndFoundIsTold() {
        scene.loop.lost("s2", "connection refused");
        scene.loop.connected("s2");

        assertThat(scene.told(RouterEvent.SourceLost.class))
                .containsExactly("source-lost source=s2 reason=\"connection refused\"");
        assertThat(scene.told(RouterEvent.SourceConnected.class)).containsExactly("source-connected source=s2");
        assertThat(scene.readers()).containsExactlyInAnyOrder(A, B, C);
    }

    @Test
    void aReportMakesEveryNodeBeAskedAtOnce() {
        scene.nodes.asked.clear();
        scene.loop.reported("s1", "+sdown master mymaster 10.0.0.1 6379");
        scene.thread.run();

        assertThat(scene.nodes.asked).containsExactlyInAnyOrder(A, B, C);
    }

    @Test
    void inQuietTimesNothingIsToldAndNoViewIsPublished() {
        long version = scene.view().version();
        scene.pass(Duration.ofSeconds(60));

        assertThat(scene.events).isEmpty();
        assertThat(scene.view().version()).isEqualTo(version);
    }

    @Test
    void afterClosingNothingIsAskedAndTheLastViewStays() {
        scene.loop.close();
        scene.nodes.asked.clear();
        scene.pass(Duration.ofSeconds(5));

        assertThat(scene.watchClosed).isTrue();
        assertThat(scene.nodes.asked).isEmpty();
        assertThat(scene.master()).contains(A);
    }

    private void claims(String origin, NodeAddress... nodes) {
        scene.loop.claim(new TopologyClaim(origin, Optional.of(A), Set.of(nodes), 1));
        scene.thread.run();
    }

    private NodeState state(NodeAddress node) {
        return scene.publisher.topology().node(node).map(NodeInfo::state).orElseThrow();
    }
}
