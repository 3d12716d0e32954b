package dev.redisrouter.test.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.metrics.RouterMetric;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Jedis;

/**
 * With Sentinel's own timers there are two windows that no lab with quick ones has: the promoted node takes writes a second
 * or more before the last Sentinel says so, and the old master calls itself master for ten seconds when it comes back.
 */
class ReturningMasterIT {
    private static final Logger LOG = LoggerFactory.getLogger(ReturningMasterIT.class);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Pattern CALLS = Pattern.compile("cmdstat_set:calls=(\\d+),");

    @Test
    void getsNoWriteAlthoughItCallsItselfMasterAndServesReadsAsReplica() {
        try (RedisLab lab = RedisLab.builder().sentinelTimers().start();
                RedisRouter router = RedisRouter.start(lab.routerConfig());
                SwitchWatch switches = new SwitchWatch(lab);
                Writers writers = Writers.start(router)) {
            LabNode old = lab.master();

            long paused = System.nanoTime();
            old.pause();
            writers.awaitMore();
            List<Long> switched = switches.awaitAll();
            writers.awaitMore();
            long firstWrite = writers.untilFirstAfterSilence(paused).toNanos() + paused;
            LOG.info(
                    "paused: first write after {} ms, +switch-master after {} ms",
                    (firstWrite - paused) / 1_000_000,
                    switched.stream().map(at -> (at - paused) / 1_000_000).toList());
            assertThat(firstWrite).isLessThan(switched.get(switched.size() - 1));

            old.resume();
            List<String> seen = watchWhileItCallsItselfMaster(old);
            LOG.info("resumed: called itself master for {} looks", seen.size());
            assertThat(seen)
                    .as("writes executed by the old master, at each look")
                    .hasSizeGreaterThan(10);
            assertThat(Set.copyOf(seen)).hasSize(1);

            LabNode promoted = lab.awaitMasterOtherThan(old, SOON);
            writers.close();
            assertThat(writers.missingOn(promoted)).isEmpty();
            assertThat(writers.errors()).allMatch(error -> error.startsWith("UNCERTAIN "));
            assertThat(writers.errorCounts()).allMatch(count -> count <= 1);
            awaitReadsOn(old, router);
        }
    }

    /** What it has executed and what it holds of all that was written, looked at again and again until it is a replica. */
    private static List<String> watchWhileItCallsItselfMaster(LabNode old) {
        List<String> seen = new ArrayList<>();
        await().atMost(SOON).pollInterval(Duration.ofMillis(50)).until(() -> {
            String writes = setsExecuted(old) + " SET commands, " + old.command("DBSIZE") + " keys";
            boolean master = old.role().equals("master");
            if (master) {
                seen.add(writes);
            }
            return !master;
        });
        return seen;
    }

    private static long setsExecuted(LabNode node) {
        Matcher calls = CALLS.matcher(String.valueOf(node.command("INFO", "commandstats")));
        assertThat(calls.find()).isTrue();
        return Long.parseLong(calls.group(1));
    }

    private static void awaitReadsOn(LabNode node, RedisRouter router) {
        long before = reads(node, router);
        try (Jedis redis = new Jedis(router.host(), router.port())) {
            Set<String> values = new HashSet<>();
            await().atMost(SOON).pollInterval(Duration.ofMillis(20)).until(() -> {
                values.add(String.valueOf(redis.get("jedis:0")));
                return reads(node, router) > before + 2;
            });
            assertThat(values).containsExactly("value of jedis:0");
        }
    }

    private static long reads(LabNode node, RedisRouter router) {
        return router.metrics()
                .counter(RouterMetric.COMMANDS, "node", node.address().toString(), "kind", "read");
    }
}
