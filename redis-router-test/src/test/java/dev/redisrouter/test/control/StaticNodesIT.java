package dev.redisrouter.test.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.topology.NodeState;
import org.junit.jupiter.api.Test;

/** Over a list of nodes the roles decide: two masters hold the writes until one gives way. */
class StaticNodesIT {

    @Test
    void twoMastersAreNoneUntilOneGivesWay() {
        try (RedisLab lab = RedisLab.builder().sentinels(0).start();
                RedisRouter router = RedisRouter.start(lab.routerConfig())) {
            Told told = Told.by(router);
            LabNode first = lab.nodes().get(0);
            LabNode second = lab.nodes().get(1);
            assertThat(router.topology().master()).contains(first.address());

            second.command("REPLICAOF", "NO", "ONE");
            String conflict = told.first("master-conflict");
            assertThat(conflict)
                    .contains(first.address().toString(), second.address().toString());
            assertThat(router.topology().master()).isEmpty();

            first.command("REPLICAOF", second.host(), Integer.toString(second.port()));
            told.first("master-in-use node=" + second.address());
            assertThat(router.topology().master()).contains(second.address());
        }
    }

    @Test
    void aPromotionByHandIsFollowedWhenTheOldMasterIsGone() {
        try (RedisLab lab = RedisLab.builder().sentinels(0).start();
                RedisRouter router = RedisRouter.start(lab.routerConfig())) {
            LabNode old = lab.nodes().get(0);
            LabNode next = lab.nodes().get(2);
            old.kill();
            next.command("REPLICAOF", "NO", "ONE");

            await().atMost(Told.SOON)
                    .untilAsserted(() -> assertThat(router.topology().master()).contains(next.address()));
        }
    }

    @Test
    void aReplicaThatHangsIsSuspectThenDownAndThenUpAgain() {
        try (RedisLab lab = RedisLab.builder().sentinels(0).start();
                RedisRouter router = RedisRouter.start(lab.routerConfig())) {
            Told told = Told.by(router);
            LabNode replica = lab.nodes().get(1);
            String state = "node-state node=" + replica.address();
            await().atMost(Told.SOON)
                    .until(() -> router.topology()
                                    .node(replica.address())
                                    .orElseThrow()
                                    .state()
                            == NodeState.UP);

            replica.pause();
            told.first(state, "from=UP to=SUSPECT reason=\"no answer within 250 ms\"");
            told.first(state, "from=SUSPECT to=DOWN");
            replica.resume();
            told.first(state, "from=DOWN to=UP");
        }
    }
}
