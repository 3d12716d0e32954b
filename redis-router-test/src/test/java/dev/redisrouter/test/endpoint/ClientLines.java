package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@code CLIENT LIST} says. */
final class ClientLines {
    private ClientLines() {}

    /** Each client's fields by name, in their order. */
    static List<Map<String, String>> of(String reply) {
        assertThat(reply).matches("(?s)[$=]\\d+\r\n.*");
        String text = reply.substring(reply.indexOf('\n') + 1).strip().replaceFirst("^txt:", "");
        List<Map<String, String>> clients = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            Map<String, String> fields = new LinkedHashMap<>();
            for (String field : line.strip().split(" ", -1)) {
                int equals = field.indexOf('=');
                if (equals > 0) {
                    fields.put(field.substring(0, equals), field.substring(equals + 1));
                }
            }
            if (!fields.isEmpty()) {
                clients.add(fields);
            }
        }
        return clients;
    }

    /** What another connection sees of the client with this id; empty when it sees none. */
    static Map<String, String> seenBy(Wire other, String id) {
        List<Map<String, String>> clients = of(other.call("CLIENT", "LIST", "ID", id));
        return clients.isEmpty() ? Map.of() : clients.get(0);
    }

    static String idOf(Wire client) {
        return client.call("CLIENT", "ID").strip().substring(1);
    }
}
