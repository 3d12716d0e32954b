package dev.redisrouter.test.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.endpoint.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A scan that is under way when the master changes ends with everything that was there all the time. */
class ScanFailoverIT {
    private static final Logger LOG = LoggerFactory.getLogger(ScanFailoverIT.class);
    private static final int KEYS = 1_000;
    private static final int CONNECTIONS = 4;
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Random random = new Random(9);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void findsEverything(boolean killed) {
        try (RedisLab lab = RedisLab.builder().start();
                RedisRouter router = RedisRouter.start(lab.routerConfig().runtime(r -> r.eventLoops(2)))) {
            Set<String> keys =
                    IntStream.range(0, KEYS).mapToObj(i -> "key-" + i).collect(Collectors.toCollection(HashSet::new));
            List<Wire> pool = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                pool.add(Wire.to(router));
            }
            pool.get(0)
                    .send(keys.stream()
                            .map(key -> Wire.command("SET", key, "v"))
                            .collect(Collectors.joining()))
                    .replies(KEYS);
            lab.awaitSettled(SOON);

            LabNode old = lab.master();
            List<Scan> begun = scans(pool);
            if (killed) {
                old.kill();
            } else {
                old.pause();
            }
            List<Scan> during = new ArrayList<>();
            while (router.topology()
                    .master()
                    .filter(m -> !m.equals(old.address()))
                    .isEmpty()) {
                during.add(Scan.keys().toEnd(anyOf(pool)));
            }
            begun.forEach(scan -> scan.toEnd(anyOf(pool)));
            List<Scan> later = scans(pool);
            if (killed) {
                old.restart();
            } else {
                old.resume();
            }
            lab.awaitSettled(SOON);
            later.forEach(scan -> scan.toEnd(anyOf(pool)));

            LOG.info("{} scans from beginning to end during the failover", during.size());
            assertThat(during).isNotEmpty();
            for (List<Scan> scans : List.of(begun, during, later)) {
                assertThat(scans).allSatisfy(scan -> assertThat(scan.found()).isEqualTo(keys));
            }
            assertThat(router.metrics().counter("redis.router.errors")).isZero();
            pool.forEach(Wire::close);
        }
    }

    private Wire anyOf(List<Wire> pool) {
        return pool.get(random.nextInt(pool.size()));
    }

    /** Half of a scan each, so many that every node has begun some. */
    private List<Scan> scans(List<Wire> pool) {
        List<Scan> scans = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Scan scan = Scan.keys();
            for (int step = 0; step < 40; step++) {
                scan.next(anyOf(pool));
            }
            assertThat(scan.atEnd()).isFalse();
            scans.add(scan);
        }
        return scans;
    }
}
