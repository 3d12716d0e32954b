package dev.redisrouter.test.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.RouterConfig;
import dev.redisrouter.config.RuntimeConfig.Transport;
import dev.redisrouter.error.ConfigurationException;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.endpoint.Wire;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The endpoint on a Unix socket serves its owner alone, and its file comes and goes with the router. */
class UnixSocketIT {
    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().replicas(1).sentinels(0));

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL", "IO_URING"})
    void everyByteArrivesBesideTcp(Transport transport) throws IOException {
        Transports.assumeHere(transport);
        Path socket = directory.resolve("redis.sock");
        try (RedisRouter router = start(socket, config -> config.runtime(r -> r.transport(transport)));
                Wire unix = Wire.over(new UnixSocket(socket));
                Wire tcp = Wire.to(router)) {
            Conversation.ofAllKinds(unix);
            assertThat(tcp.call("SET", "k", "v")).isEqualTo("+OK\r\n");
            assertThat(unix.call("GET", "k")).isEqualTo("$1\r\nv\r\n");
        }
    }

    /** With epoll alone: the other transports of Netty do not keep such a socket open when one half of it is closed. */
    @Test
    void whoSendsNoMoreGetsItsAnswers() throws IOException {
        Path socket = directory.resolve("redis.sock");
        try (RedisRouter router = start(socket, config -> config.runtime(r -> r.transport(Transport.EPOLL)));
                Wire unix = Wire.over(new UnixSocket(socket))) {
            assertThat(router.port()).isPositive();
            assertThat(unix.send("SET k w\r\nGET k\r\n".repeat(500))
                            .finishSending()
                            .untilClosed())
                    .isEqualTo("+OK\r\n$1\r\nw\r\n".repeat(500));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL", "IO_URING"})
    void belongsToItsOwnerAloneAndGoesWithTheRouter(Transport transport) throws IOException {
        Transports.assumeHere(transport);
        Path socket = directory.resolve("redis.sock");
        try (RedisRouter router = start(socket, config -> config.runtime(r -> r.transport(transport)))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rw-------");
            assertThat(files()).containsExactly(socket);
            assertThat(router.port()).isPositive();
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void canBeTheOnlyDoor() throws IOException {
        Path socket = directory.resolve("redis.sock");
        try (RedisRouter router = start(socket, config -> config.endpoint(e -> e.tcp(false)));
                Wire unix = Wire.over(new UnixSocket(socket))) {
            assertThat(unix.call("PING")).isEqualTo("+PONG\r\n");
            assertThat(router.port()).isZero();
        }
        assertThatThrownBy(() -> RedisRouter.start(redis.lab().routerConfig().endpoint(e -> e.tcp(false))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("endpoint.tcp: false (expected: true, or a path in endpoint.unixSocket)");
    }

    @Test
    void asksForPasswordsToo() throws IOException {
        Path socket = directory.resolve("redis.sock");
        try (RedisRouter router = start(socket, config -> config.endpoint(e -> e.password("s3cret")));
                Wire unix = Wire.over(new UnixSocket(socket))) {
            assertThat(router.port()).isPositive();
            assertThat(unix.call("PING")).isEqualTo("-NOAUTH Authentication required.\r\n");
            assertThat(unix.call("AUTH", "s3cret")).isEqualTo("+OK\r\n");
            assertThat(unix.call("PING")).isEqualTo("+PONG\r\n");
        }
    }

    @Test
    void replacesTheFileOfOneThatDied() throws IOException {
        Path socket = directory.resolve("redis.sock");
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket));
        }
        assertThat(socket).exists();

        try (RedisRouter router = start(socket, config -> config);
                Wire unix = Wire.over(new UnixSocket(socket))) {
            assertThat(unix.call("PING")).isEqualTo("+PONG\r\n");
            assertThat(router.port()).isPositive();
        }
    }

    @Test
    void doesNotTakeThePlaceOfOneThatSomebodyListensOn() throws IOException {
        Path socket = directory.resolve("redis.sock");
        try (RedisRouter first = start(socket, config -> config);
                Wire unix = Wire.over(new UnixSocket(socket))) {
            assertThatThrownBy(() -> start(socket, config -> config))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage("endpoint.unixSocket: " + socket + " (expected: a path where nobody listens)");
            assertThat(unix.call("PING")).isEqualTo("+PONG\r\n");
            assertThat(Wire.over(new UnixSocket(socket)).call("PING")).isEqualTo("+PONG\r\n");
            assertThat(first.port()).isPositive();
        }
    }

    @Test
    void doesNotTakeThePlaceOfAnythingElse() throws IOException {
        Path file = Files.writeString(directory.resolve("precious"), "data");
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("nowhere"));
        for (Path path : new Path[] {file, link, directory}) {
            assertThatThrownBy(() -> start(path, config -> config))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage("endpoint.unixSocket: " + path
                            + " (expected: a path where nothing is, or a socket; this is something else)");
        }
        assertThat(file).hasContent("data");
        assertThat(files()).containsExactlyInAnyOrder(file, link);
    }

    @Test
    void aPathThatCannotBeIsRefused() {
        Path nowhere = directory.resolve("no-such-directory/redis.sock");
        assertThatThrownBy(() -> start(nowhere, config -> config))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "endpoint.unixSocket: " + nowhere + " (expected: a path in a directory that can be written)");
        Path tooLong = directory.resolve("x".repeat(108));
        assertThatThrownBy(() -> start(tooLong, config -> config))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("endpoint.unixSocket: " + tooLong + " (expected: at most 107 bytes");
    }

    @Test
    void leavesTheFileOfItsSuccessor() throws IOException {
        Path socket = directory.resolve("redis.sock");
        try (RedisRouter router = start(socket, config -> config)) {
            assertThat(router.port()).isPositive();
            Files.delete(socket);
            Files.writeString(socket, "of another");
        }
        assertThat(socket).hasContent("of another");
    }

    private interface Change {
        RouterConfig of(RouterConfig config);
    }

    private static RedisRouter start(Path socket, Change change) {
        return RedisRouter.start(change.of(redis.lab().routerConfig().endpoint(e -> e.unixSocket(socket))));
    }

    private Path[] files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toArray(Path[]::new);
        }
    }
}
