package dev.redisrouter.core.runtime;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisrouter.RouterConfig;
import dev.redisrouter.error.ConfigurationException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Values that are fine alone and not together are refused before anything is started. */
class TopicsTogetherTest {

    @Test
    void aStalenessThatNoProbeCanShowIsRefused() {
        RouterConfig config = RouterConfig.ofNodes("127.0.0.1:1")
                .reads(r -> r.maxStaleness(Duration.ofMillis(199)))
                .health(h -> h.probeInterval(Duration.ofMillis(100)));

        assertThatThrownBy(() -> RouterAssembly.start(config).close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("reads.maxStaleness: PT0.199S (expected: at least twice health.probeInterval, PT0.2S, or no"
                        + " replica could ever qualify)");
    }
}
