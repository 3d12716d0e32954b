package dev.redisrouter.benchmarks.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A peer is a name and a command that can be told a port. */
class PeerTest {

    @Test
    void isANameAndACommand() {
        assertThat(Peer.parse("other=other-proxy --listen={port} {master}"))
                .isEqualTo(new Peer("other", "other-proxy --listen={port} {master}", Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"other-proxy {port}", "=other-proxy {port}", "a/b=other-proxy {port}", "other=other-proxy"})
    void isNothingElse(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Peer.parse(text))
                .withMessage("peer: " + text + " (expected: name=command with {port})");
    }

    @ParameterizedTest
    @FieldSource("dev.redisrouter.benchmarks.throughput.Peer#KNOWN")
    void theKnownOnesAreToldPortAndMaster(Peer peer) throws IOException {
        assertThat(Peer.template(peer.configuration().orElseThrow())).contains("127.0.0.1:{port}", "{master}");
    }
}
