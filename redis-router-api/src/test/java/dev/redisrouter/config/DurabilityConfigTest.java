package dev.redisrouter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisrouter.error.ConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DurabilityConfigTest {
    private final DurabilityConfig none = DurabilityConfig.defaults();

    @Test
    void isOffByDefault() {
        assertThat(none)
                .isEqualTo(
                        new DurabilityConfig(false, Set.of(), List.of(), OptionalInt.empty(), Duration.ofSeconds(1)));
        assertThat(none.isUsed()).isFalse();
    }

    @Test
    void isUsedAsSoonAsAnyWriteIsDurable() {
        assertThat(none.allWrites(true).isUsed()).isTrue();
        assertThat(none.commands("SET").isUsed()).isTrue();
        assertThat(none.keyPrefixes("a:").isUsed()).isTrue();
        assertThat(none.replicas(2).timeout(Duration.ofMillis(5)).isUsed()).isFalse();
    }

    @Test
    void commandsAndPrefixesAreAddedToThoseThatAreThere() {
        DurabilityConfig changed =
                none.commands("set").keyPrefixes("a:").commands("xgroup|create").keyPrefixes("b:", "c:");
        assertThat(changed.commands()).containsExactlyInAnyOrder("SET", "XGROUP|CREATE");
        assertThat(changed.keyPrefixes()).containsExactly("a:", "b:", "c:");
    }

    @Test
    void theLastWordOnReplicasCounts() {
        assertThat(none.replicas(2).replicas()).hasValue(2);
        assertThat(none.replicas(2).majority().replicas()).isEmpty();
    }

    @Test
    void refusesWhatCannotBeMeant() {
        assertThatThrownBy(() -> none.commands(" "))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("durability.commands: ' ' (expected: the name of a command)");
        assertThatThrownBy(() -> none.keyPrefixes(""))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("durability.keyPrefixes: '' (expected: 1-1024 bytes; allWrites(true) is for all keys)");
        assertThatThrownBy(() -> none.replicas(0))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("durability.replicas: 0 (expected: 1-1000)");
        assertThatThrownBy(() -> none.timeout(Duration.ZERO))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("durability.timeout: PT0S (expected: PT0.001S-PT24H)");
    }
}
