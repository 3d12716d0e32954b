package dev.redisrouter.test.doors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.config.RuntimeConfig.Transport;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.endpoint.Wire;
import dev.redisrouter.test.failover.Writers;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** However the router waits for the network, its clients see the same. */
class TransportsIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().replicas(1).sentinels(0));

    private static RedisRouter start(RedisLab lab, Transport transport) {
        Transports.assumeHere(transport);
        return RedisRouter.start(lab.routerConfig().runtime(r -> r.transport(transport)));
    }

    @ParameterizedTest
    @EnumSource(names = "AUTO", mode = Mode.EXCLUDE)
    void everyByteArrives(Transport transport) {
        try (RedisRouter router = start(redis.lab(), transport);
                Wire client = Wire.to(router)) {
            Conversation.ofAllKinds(client);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "AUTO", mode = Mode.EXCLUDE)
    void whoSendsNoMoreGetsItsAnswers(Transport transport) {
        try (RedisRouter router = start(redis.lab(), transport);
                Wire client = Wire.to(router)) {
            assertThat(client.send("SET k v\r\nGET k\r\n".repeat(2_000))
                            .finishSending()
                            .untilClosed())
                    .isEqualTo("+OK\r\n$1\r\nv\r\n".repeat(2_000));
        }
    }

    @ParameterizedTest
    @EnumSource(names = "AUTO", mode = Mode.EXCLUDE)
    void whoReadsLateGetsEverythingAndDelaysNobody(Transport transport) {
        try (RedisRouter router = start(redis.lab(), transport);
                Wire other = Wire.to(router);
                Wire late = Wire.to(router)) {
            Conversation.ofOneThatReadsLate(late, other);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "AUTO", mode = Mode.EXCLUDE)
    void aNewMasterIsUsedWithoutAnError(Transport transport) {
        Transports.assumeHere(transport);
        try (RedisLab lab = RedisLab.builder().start();
                RedisRouter router = start(lab, transport);
                Wire subscriber = Wire.to(router);
                Writers writers = Writers.start(router)) {
            subscriber.call("SUBSCRIBE", "news");
            LabNode old = lab.master();

            old.pause();
            writers.awaitMore();
            LabNode promoted = lab.awaitMasterOtherThan(old, SOON);
            old.resume();
            writers.close();

            assertThat(writers.missingOn(promoted)).isEmpty();
            assertThat(writers.errors()).allMatch(error -> error.startsWith("UNCERTAIN "));
            assertThat(writers.errorCounts()).allMatch(count -> count <= 1);
            assertThat(subscriber.send(Wire.command("PING")).reply()).contains("pong");
        }
    }
}
