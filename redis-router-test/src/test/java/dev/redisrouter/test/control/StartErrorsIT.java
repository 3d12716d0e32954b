package dev.redisrouter.test.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.RouterConfig;
import dev.redisrouter.config.Credentials;
import dev.redisrouter.error.RouterStartException;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.topology.NodeAddress;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A start that cannot succeed says who was asked and what each answered, in time and without a password. */
@TestInstance(Lifecycle.PER_CLASS)
class StartErrorsIT {
    private static final Duration IN_TIME = Duration.ofSeconds(2);

    private final RedisLab lab = RedisLab.builder()
            .replicas(1)
            .user("app", "of-the-nodes")
            .sentinelUser("watcher", "of-the-sentinels")
            .start();

    @BeforeAll
    void theRightCredentialsLeadToTheMaster() {
        try (RedisRouter router = RedisRouter.start(lab.routerConfig())) {
            assertThat(router.topology().master()).contains(lab.master().address());
        }
    }

    @AfterAll
    void close() {
        lab.close();
    }

    @Test
    void anUnknownMasterIsSaidToBeUnknown() {
        LabNode sentinel = lab.sentinels().get(0);
        RouterConfig config = RouterConfig.of("redis-sentinel://" + sentinel.address() + "#nobody")
                .sentinel(s -> s.credentials(lab.sentinelCredentials()));

        assertThatThrownBy(() -> start(config))
                .hasMessageContaining(sentinel.address() + ": ERR No such master with that name");
    }

    @Test
    void aWrongPasswordForTheSentinelsIsSaidToBeWrong() {
        RouterConfig config =
                lab.routerConfig().sentinel(s -> s.credentials(Credentials.user("watcher", "not-the-password")));

        assertThatThrownBy(() -> start(config))
                .hasMessageContaining(lab.sentinels().get(0).address() + ": WRONGPASS")
                .hasMessageNotContaining("not-the-password");
    }

    @Test
    void aMissingPasswordForTheSentinelsIsSaidToBeMissing() {
        assertThatThrownBy(() -> start(lab.routerConfig().sentinel(s -> s.credentials(Credentials.NONE))))
                .hasMessageContaining(lab.sentinels().get(0).address() + ": NOAUTH");
    }

    @Test
    void aWrongPasswordForTheNodesIsSaidToBeWrong() {
        RouterConfig config = lab.routerConfig().nodes(n -> n.credentials(Credentials.user("app", "not-the-password")));

        assertThatThrownBy(() -> start(config))
                .hasMessageContaining(lab.master().address() + " is UNKNOWN, NOT_READY (WRONGPASS")
                .hasMessageNotContaining("not-the-password");
    }

    @Test
    void anAddressMapperThatLeadsNowhereShowsWhereItLed() {
        UnaryOperator<RouterConfig> toNowhere =
                config -> config.nodes(n -> n.addressMapper(a -> new NodeAddress("no-such-host.invalid", a.port())));

        assertThatThrownBy(() -> start(toNowhere.apply(lab.routerConfig())))
                .hasMessageContaining("no-such-host.invalid:" + lab.master().port() + " is UNKNOWN, DOWN");
    }

    private static void start(RouterConfig config) throws RouterStartException {
        RedisRouter.start(config.failover(f -> f.startTimeout(IN_TIME))).close();
    }
}
