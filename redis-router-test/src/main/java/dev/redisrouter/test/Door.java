package dev.redisrouter.test;

import dev.redisrouter.config.Credentials;
import dev.redisrouter.test.resp.RespClient;
import dev.redisrouter.topology.NodeAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The way into a server for the lab itself: a connection for a few commands, with what it takes to get in. Thread-safe.
 *
 * <p>Each visit is a new connection: a server that was paused, killed or restarted in between leaves nothing stale behind.
 */
record Door(NodeAddress address, SocketFactory sockets, Credentials credentials) {

    /** What is done with an open connection. */
    @FunctionalInterface
    interface Visit<T> {
        T with(RespClient client) throws IOException;
    }

    <T> T visit(Duration timeout, Visit<T> visit) throws IOException {
        try (RespClient client = RespClient.connect(sockets, address.host(), address.port(), timeout)) {
            if (credentials.present()) {
                List<String> auth = new ArrayList<>(List.of("AUTH"));
                credentials.username().ifPresent(auth::add);
                credentials.password().ifPresent(auth::add);
                client.call(auth.toArray(String[]::new));
            }
            return visit.with(client);
        }
    }

    /** One command and its answer, empty for null. */
    Optional<Object> ask(Duration timeout, String... command) throws IOException {
        return visit(timeout, client -> Optional.ofNullable(client.call(command)));
    }

    /** The process that has this address's port; it may be another than the one that was started for it. */
    static long processId(RespClient client) throws IOException {
        String field = field(client.call("INFO", "server"), "process_id");
        if (!field.matches("\\d+")) {
            throw new IOException("process_id: '" + field + "' (expected: a number in the answer to INFO server)");
        }
        return Long.parseLong(field);
    }

    /** The value of one field in an answer to {@code INFO}; empty when there is none. */
    static String field(@Nullable Object info, String name) {
        return String.valueOf(info)
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }

    /** {@code text} without the password. */
    String masked(String text) {
        return credentials
                .password()
                .map(password -> text.replace(password, "***"))
                .orElse(text);
    }
}
