package dev.redisrouter.test.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.RouterConfig;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.history.Load;
import dev.redisrouter.test.history.Promises;
import dev.redisrouter.test.history.Report;
import dev.redisrouter.test.link.LabLinks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whatever goes wrong at the same time, clients that are told that a write is durable find it in the end, read what they
 * wrote, and see no error but {@code UNCERTAIN}; reads go on meanwhile. {@code -Dredisrouter.test.troubles} says how often,
 * {@code -Dredisrouter.test.seed} what.
 */
@Tag("long")
class RandomTroubleIT {
    private static final Logger LOG = LoggerFactory.getLogger(RandomTroubleIT.class);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int TIMES = Integer.getInteger("redisrouter.test.troubles", 6);
    private static final long FIRST_SEED = Long.getLong("redisrouter.test.seed", 1);

    @Test
    @Timeout(value = 1, unit = TimeUnit.DAYS)
    void losesNothingThatWasDurable() {
        try (RedisLab lab =
                        RedisLab.builder().nodeLines("enable-debug-command yes").start();
                LabLinks links = LabLinks.of(lab);
                RedisRouter router = RedisRouter.start(durable(links.routerConfig()))) {
            for (int time = 0; time < TIMES; time++) {
                long seed = FIRST_SEED + time;
                Random random = new Random(seed);
                List<Trouble> troubles = some(random);
                LOG.info("trouble seed={} {}", seed, troubles);
                goThrough(troubles, Trouble.Scene.of(lab, links, router, random), seed);
                lab.flush();
            }
        }
    }

    private static RouterConfig durable(RouterConfig config) {
        return config.durability(durability -> durability.allWrites(true).timeout(Duration.ofSeconds(20)));
    }

    /** One, or two at the same time. */
    private static List<Trouble> some(Random random) {
        List<Trouble> all = new ArrayList<>(Arrays.asList(Trouble.values()));
        Collections.shuffle(all, random);
        Trouble first = all.get(0);
        List<Trouble> others = all.stream()
                .filter(other -> first.goesWith(other) && other.goesWith(first))
                .toList();
        return random.nextInt(3) == 0 ? List.of(first) : List.of(first, others.get(0));
    }

    private static void goThrough(List<Trouble> troubles, Trouble.Scene scene, long seed) {
        try (Load load = Load.start(scene.router())) {
            LabNode master = scene.master();
            for (Trouble trouble : troubles) {
                trouble.begin(scene);
                load.awaitReads();
                if (trouble.isOfTheMaster()) {
                    assertThat(scene.others())
                            .as("reads went on before another master was there")
                            .noneMatch(RandomTroubleIT::isMaster);
                }
            }
            if (troubles.stream().anyMatch(Trouble::endsInFailover)) {
                master = scene.lab().awaitMasterOtherThan(master, SOON);
            }
            load.awaitReads();
            scene.heal();
            load.awaitMore();

            assertThat(scene.lab().master()).isSameAs(master);
            assertKept(load.check(master), troubles + ", seed " + seed);
        }
    }

    private static boolean isMaster(LabNode node) {
        return node.isRunning() && node.role().equals("master");
    }

    private static void assertKept(Report report, String what) {
        LOG.info("{}: {}", what, report);
        Promises.assertKept(report, what);
        assertThat(report.errors().keySet()).as(what + ": " + report).isSubsetOf("UNCERTAIN");
    }
}
