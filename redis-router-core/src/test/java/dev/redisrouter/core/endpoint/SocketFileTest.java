package dev.redisrouter.core.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisrouter.error.ConfigurationException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A socket cannot be reached by others at any moment: until it has its mode, they cannot enter its directory. */
class SocketFileTest {
    @TempDir
    private Path directory;

    @Test
    void isHiddenUntilItHasItsMode() throws IOException {
        Path place = directory.resolve("redis.sock");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            SocketFile file;
            try (SocketFile.Draft draft = SocketFile.draft(place)) {
                server.bind(UnixDomainSocketAddress.of(draft.path()));
                assertThat(place).doesNotExist();
                assertThat(files()).containsExactly(draft.path().getParent());
                assertThat(mode(files().get(0))).isEqualTo("rwx------");

                file = draft.publish();
            }
            assertThat(files()).containsExactly(place);
            assertThat(mode(place)).isEqualTo("rw-------");
            file.remove();
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void aDraftThatIsGivenUpLeavesNothing() throws IOException {
        Path place = directory.resolve("redis.sock");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                SocketFile.Draft draft = SocketFile.draft(place)) {
            server.bind(UnixDomainSocketAddress.of(draft.path()));
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void aDirectoryThatIsTooDeepSaysHowDeepItMayBe() {
        Path place = directory
                .resolve("x".repeat(100 - directory.toString().length()))
                .resolve("s");

        assertThatThrownBy(() -> SocketFile.draft(place))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "endpoint.unixSocket: " + place + " (expected: at most 107 bytes, and 98 up to the last /)");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
