package dev.redisrouter.test.partition;

import dev.redisrouter.test.doors.UnixSocket;
import dev.redisrouter.test.process.Keeper;
import dev.redisrouter.test.process.ServerProcess;
import dev.redisrouter.test.resp.RespClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/** A node or Sentinel on a host, which the test asks through its Unix socket whatever the network does. */
final class HostServer {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Path socket;

    private HostServer(Path socket) {
        this.socket = socket;
    }

    /** Starts one; returns when its process is there, which does not mean that it answers. */
    static HostServer start(Keeper keeper, Hosts hosts, int host, String name, Path binary, List<String> lines)
            throws IOException {
        Path directory = Files.createDirectory(keeper.directory().resolve(name));
        Path socket = directory.resolve("socket");
        List<String> config = new ArrayList<>(lines);
        config.addAll(List.of("bind 0.0.0.0", "protected-mode no", "dir " + directory, "unixsocket " + socket));
        Path file = Files.write(directory.resolve("redis.conf"), config);
        List<String> command = new ArrayList<>(List.of(binary.toString(), file.toString()));
        if (name.startsWith("sentinel")) {
            command.add("--sentinel");
        }
        ServerProcess.start(keeper, name, hosts.on(host, command), directory.resolve("log"));
        return new HostServer(socket);
    }

    @Nullable
    Object ask(String... command) throws IOException {
        try (RespClient client = RespClient.connect(sockets(), "unix", 1, TIMEOUT)) {
            return client.call(command);
        }
    }

    private SocketFactory sockets() {
        return new SocketFactory() {
            @Override
            public Socket createSocket() throws IOException {
                return new UnixSocket(socket);
            }

            @Override
            public Socket createSocket(String host, int port) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Socket createSocket(String host, int port, InetAddress local, int localPort) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Socket createSocket(InetAddress host, int port) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
                throw new UnsupportedOperationException();
            }
        };
    }
}
