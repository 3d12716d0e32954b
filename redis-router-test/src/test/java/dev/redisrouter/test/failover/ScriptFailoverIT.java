package dev.redisrouter.test.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.endpoint.Wire;
import dev.redisrouter.topology.NodeState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A new master knows the scripts that were loaded, and says of the others what every Redis says that was just started. */
class ScriptFailoverIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void knowsWhatWasLoaded() {
        try (RedisLab lab = RedisLab.builder().start();
                RedisRouter router = RedisRouter.start(lab.routerConfig());
                Wire client = Wire.to(router)) {
            // it is loaded on the nodes that are in use by then
            Awaitility.await()
                    .atMost(SOON)
                    .until(() -> router.topology().replicas().stream()
                                    .filter(replica -> replica.state() == NodeState.UP)
                                    .count()
                            == 2);
            String loaded = client.call("SCRIPT", "LOAD", "return 'loaded'").substring(5, 45);
            client.call("EVAL", "return 'evaluated'", "0");
            String evaluated = String.valueOf(lab.master().command("SCRIPT", "LOAD", "return 'evaluated'"));
            assertThat(client.call("EVALSHA", evaluated, "0")).isEqualTo("$9\r\nevaluated\r\n");
            Awaitility.await()
                    .atMost(SOON)
                    .until(() -> lab.replicas().stream()
                            .allMatch(replica -> List.of(1L).equals(replica.command("SCRIPT", "EXISTS", loaded))));

            LabNode old = lab.master();
            old.kill();
            assertThat(client.call("EVALSHA", loaded, "0")).isEqualTo("$6\r\nloaded\r\n");
            assertThat(router.topology().master()).isNotEqualTo(Optional.of(old.address()));
            assertThat(client.call("EVALSHA", evaluated, "0"))
                    .isEqualTo("-NOSCRIPT No matching script. Please use EVAL.\r\n");
            assertThat(client.call("EVALSHA_RO", evaluated, "0"))
                    .isEqualTo("-NOSCRIPT No matching script. Please use EVAL.\r\n");
        }
    }
}
