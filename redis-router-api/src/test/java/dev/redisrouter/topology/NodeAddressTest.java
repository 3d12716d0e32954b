package dev.redisrouter.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisrouter.error.ConfigurationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An address reads as it is written. */
class NodeAddressTest {

    @ParameterizedTest
    @CsvSource({"h1:6379, h1, 6379", "10.0.0.1:1, 10.0.0.1, 1", "[::1]:65535, ::1, 65535", "[fe80::1]:7, fe80::1, 7"})
    void parsesWhatItPrints(String text, String host, int port) {
        NodeAddress address = NodeAddress.parse(text);

        assertThat(address).isEqualTo(new NodeAddress(host, port));
        assertThat(address).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "h1", ":6379", "h1:", "h1:abc", "h1:0", "h1:65536", "h1:-1", " :6379"})
    void refusesWhatIsNoAddress(String text) {
        assertThatThrownBy(() -> NodeAddress.parse(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("(expected: ");
    }
}
