package dev.redisrouter.test;

import dev.redisrouter.topology.NodeAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a Sentinel knows, in its own words: the fields of {@code SENTINEL MASTER}, {@code REPLICAS} and
 * {@code SENTINELS}, the latter two by announced address.
 */
record SentinelAnswer(
        Map<String, String> master,
        Map<NodeAddress, Map<String, String>> replicas,
        Map<NodeAddress, Map<String, String>> others) {

    static SentinelAnswer ask(LabNode sentinel, String masterName, Duration timeout) throws IOException {
        return sentinel.door()
                .visit(
                        timeout,
                        client -> new SentinelAnswer(
                                fields(client.call("SENTINEL", "MASTER", masterName)),
                                byAddress(client.call("SENTINEL", "REPLICAS", masterName)),
                                byAddress(client.call("SENTINEL", "SENTINELS", masterName))));
    }

    /** The master's address as clients get it; during a failover the leader names the new one first. */
    static NodeAddress masterAddress(LabNode sentinel, String masterName, Duration timeout) throws IOException {
        Object answer = sentinel.door()
                .ask(timeout, "SENTINEL", "GET-MASTER-ADDR-BY-NAME", masterName)
                .orElse(List.of());
        if (answer instanceof List<?> parts && parts.size() == 2) {
            return NodeAddress.parse(parts.get(0) + ":" + parts.get(1));
        }
        throw new IOException("GET-MASTER-ADDR-BY-NAME: " + answer + " (expected: host and port)");
    }

    NodeAddress masterAddress() {
        return address(master);
    }

    private static Map<NodeAddress, Map<String, String>> byAddress(@Nullable Object answer) {
        Map<NodeAddress, Map<String, String>> found = new HashMap<>();
        if (answer instanceof List<?> instances) {
            for (Object instance : instances) {
                Map<String, String> fields = fields(instance);
                found.put(address(fields), fields);
            }
        }
        return found;
    }

    private static NodeAddress address(Map<String, String> fields) {
        return NodeAddress.parse(fields.get("ip") + ":" + fields.get("port"));
    }

    /** RESP2 gives a map as a flat list. */
    private static Map<String, String> fields(@Nullable Object answer) {
        Map<String, String> fields = new HashMap<>();
        if (answer instanceof List<?> flat) {
            for (int i = 0; i + 1 < flat.size(); i += 2) {
                fields.put(String.valueOf(flat.get(i)), String.valueOf(flat.get(i + 1)));
            }
        }
        return fields;
    }
}
