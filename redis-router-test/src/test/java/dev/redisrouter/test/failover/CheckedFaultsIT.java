package dev.redisrouter.test.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.metrics.RouterMetric;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.history.Load;
import dev.redisrouter.test.history.Promises;
import dev.redisrouter.test.history.Report;
import dev.redisrouter.test.link.LabLinks;
import dev.redisrouter.topology.NodeAddress;
import dev.redisrouter.topology.NodeState;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whatever happens to the master, clients that write, read, count and collect see what they were told: no acknowledged
 * write lost, no stale read, nothing executed twice, no error but {@code UNCERTAIN} for what was in flight; reads go on.
 */
@Tag("long")
class CheckedFaultsIT {
    private static final Logger LOG = LoggerFactory.getLogger(CheckedFaultsIT.class);
    private static final Duration SOON = Duration.ofSeconds(60);

    /** Until after the next master is in use, also when the Sentinels vote twice. */
    private static final Duration HANG = Duration.ofSeconds(12);

    private static final int IN_FLIGHT = 2;
    private static final int TIMES = 10;

    /** What ends a master's service, and how it comes back. */
    private enum Fault {
        SIGSTOP {
            @Override
            void begin(RedisLab lab, LabNode master) {
                master.pause();
            }

            @Override
            void end(LabNode master) {
                master.resume();
            }
        },
        SIGKILL {
            @Override
            void begin(RedisLab lab, LabNode master) {
                master.kill();
            }

            @Override
            void end(LabNode master) {
                master.restart();
            }
        },
        DEBUG_SLEEP {
            @Override
            void begin(RedisLab lab, LabNode master) {
                master.hang(HANG);
            }
        },
        SENTINEL_FAILOVER {
            @Override
            void begin(RedisLab lab, LabNode master) {
                lab.triggerFailover();
            }
        };

        abstract void begin(RedisLab lab, LabNode master);

        void end(LabNode master) {}
    }

    @ParameterizedTest
    @EnumSource
    void leavesNoTraceButUncertainWrites(Fault fault) {
        try (RedisLab lab =
                        RedisLab.builder().nodeLines("enable-debug-command yes").start();
                RedisRouter router = RedisRouter.start(lab.routerConfig());
                Load load = Load.start(router)) {
            LabNode old = lab.master();

            fault.begin(lab, old);
            load.awaitReads();
            LabNode promoted = lab.awaitMasterOtherThan(old, SOON);
            load.awaitMore();
            long before = writesTo(old, router);
            fault.end(old);
            lab.awaitSettled(SOON);
            load.awaitMore();

            assertThat(writesTo(old, router)).as("writes to the old master").isEqualTo(before);
            assertKept(fault.name(), load.check(promoted), fault == Fault.SENTINEL_FAILOVER ? 0 : IN_FLIGHT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void losesNothingWhileTheRouterAloneIsCutOff(Cut cut) {
        try (RedisLab lab = RedisLab.builder().start();
                LabLinks links = LabLinks.of(lab);
                RedisRouter router = RedisRouter.start(links.routerConfig());
                Load load = Load.start(router)) {
            LabNode master = lab.master();

            links.to(master).cut();
            if (cut == Cut.MASTER_AND_SENTINELS) {
                links.toSentinels().forEach(link -> link.cut());
            }
            NodeAddress seen = links.to(master).address();
            Awaitility.await()
                    .atMost(SOON)
                    .until(() -> router.topology()
                            .node(seen)
                            .filter(node -> node.state() == NodeState.DOWN)
                            .isPresent());
            load.awaitReads();
            links.heal();
            load.awaitMore();

            assertThat(lab.master()).isSameAs(master);
            assertKept(cut.name(), load.check(master), IN_FLIGHT);
        }
    }

    /** What the router cannot reach, while the servers reach each other. */
    private enum Cut {
        MASTER,
        MASTER_AND_SENTINELS
    }

    @Test
    void staysSoThroughTenFailoversInBothDirections() {
        try (RedisLab lab = RedisLab.builder().replicas(1).start();
                RedisRouter router = RedisRouter.start(lab.routerConfig());
                Load load = Load.start(router)) {
            for (int time = 0; time < TIMES; time++) {
                LabNode old = lab.master();
                lab.triggerFailover();
                lab.awaitMasterOtherThan(old, SOON);
                load.awaitMore();
                lab.awaitSettled(SOON);
            }

            assertThat(router.metrics().counter(RouterMetric.FAILOVERS)).isEqualTo(TIMES);
            assertKept(TIMES + " failovers", load.check(lab.master()), 0);
        }
    }

    private static void assertKept(String fault, Report report, int uncertain) {
        LOG.info("{}: {}", fault, report);
        Promises.assertKept(report, fault);
        assertThat(report.errors().keySet()).isSubsetOf("UNCERTAIN");
        assertThat(report.errors().values()).allMatch(count -> count <= uncertain);
    }

    private static long writesTo(LabNode node, RedisRouter router) {
        return router.metrics()
                .counter(RouterMetric.COMMANDS, "node", node.address().toString(), "kind", "write");
    }
}
