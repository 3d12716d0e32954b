package dev.redisrouter.test.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.event.RouterEvent.SourceLost;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.history.Load;
import dev.redisrouter.test.history.Outcome;
import dev.redisrouter.test.history.Report;
import dev.redisrouter.test.history.Violation;
import dev.redisrouter.test.history.Violation.Kind;
import dev.redisrouter.test.link.LabLinks;
import dev.redisrouter.test.link.LinkProxy;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A failover without a fault, led by a Sentinel that the router cannot hear: the old master goes on taking writes, and only
 * the nodes themselves show that another was promoted. What was written until the next look at them is lost, no more.
 */
@Tag("long")
class UnheardLeaderIT {
    private static final Logger LOG = LoggerFactory.getLogger(UnheardLeaderIT.class);
    private static final Duration SOON = Duration.ofSeconds(60);

    /** Without the look at the nodes it is half of all writes or more. */
    private static final int FEW = 100;

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void costsNoMoreThanTheWritesUntilTheNextLook(int unheard) {
        try (RedisLab lab = RedisLab.builder().start();
                LabLinks links = LabLinks.of(lab);
                RedisRouter router = RedisRouter.start(links.routerConfig());
                Load load = Load.start(router)) {
            LabNode old = lab.master();
            Set<String> lost = ConcurrentHashMap.newKeySet();
            router.addListener(event -> {
                if (event instanceof SourceLost source) {
                    lost.add(source.source());
                }
            });
            // the first one leads a failover that is asked for
            links.toSentinels().stream().limit(unheard).forEach(LinkProxy::cut);
            Awaitility.await().atMost(SOON).until(() -> lost.size() == unheard);

            lab.triggerFailover();
            LabNode promoted = lab.awaitMasterOtherThan(old, SOON);
            lab.awaitSettled(SOON);
            links.heal();
            load.awaitMore();

            Report report = load.check(promoted);
            long lostMembers = report.of(Kind.LOST_WRITE).stream()
                    .map(Violation::key)
                    .filter("set"::equals)
                    .count();
            LOG.info(
                    "{} Sentinels not heard: {} members lost, {} writes",
                    unheard,
                    lostMembers,
                    report.writes(Outcome.ACKNOWLEDGED));
            assertThat(report.of(Kind.DUPLICATE, Kind.PHANTOM)).isEmpty();
            assertThat(lostMembers).isLessThan(FEW);
        }
    }
}
