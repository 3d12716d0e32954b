package dev.redisrouter.core.sentinel;

import dev.redisrouter.error.ConfigurationException;
import dev.redisrouter.topology.NodeAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a Sentinel answered when it was asked about the master. Addresses as it announces them. */
sealed interface SentinelAnswer {
    /** What one Sentinel may list; more is not a deployment but a mistake or an attack. */
    int MOST_NODES = 1_000;

    int MOST_SENTINELS = 100;

    /**
     * It knows the master.
     *
     * @param id its own; empty from a Sentinel that does not tell
     * @param nodes the master and its replicas
     * @param others the other Sentinels by their ids
     */
    record Told(
            Optional<String> id,
            NodeAddress master,
            long epoch,
            Set<NodeAddress> nodes,
            Map<String, NodeAddress> others)
            implements SentinelAnswer {}

    /** It answered with an error, or with something that is not an answer. */
    record Refused(String reason) implements SentinelAnswer {}

    /**
     * Puts the replies together.
     *
     * @param master of {@code SENTINEL MASTER}
     * @param address of {@code SENTINEL GET-MASTER-ADDR-BY-NAME}
     * @param replicas of {@code SENTINEL REPLICAS}
     * @param sentinels of {@code SENTINEL SENTINELS}
     */
    static SentinelAnswer of(
            Optional<String> id, List<?> master, List<?> address, List<?> replicas, List<?> sentinels) {
        try {
            Map<String, String> fields = fields(master);
            NodeAddress named = address(String.valueOf(address.get(0)), String.valueOf(address.get(1)));
            long epoch = Long.parseLong(fields.getOrDefault("config-epoch", ""));
            return new Told(id, named, epoch, nodes(named, fields, replicas), others(sentinels));
        } catch (ConfigurationException | NumberFormatException | IndexOutOfBoundsException e) {
            return new Refused("unexpected answer: " + e.getMessage());
        }
    }

    /** The configured master counts too: in the middle of a failover it is not the one named, and not yet a replica. */
    private static Set<NodeAddress> nodes(NodeAddress named, Map<String, String> master, List<?> replicas) {
        Set<NodeAddress> nodes = new HashSet<>(addresses(replicas, MOST_NODES).values());
        nodes.add(named);
        addressIn(master).ifPresent(nodes::add);
        return nodes;
    }

    private static Map<String, NodeAddress> others(List<?> sentinels) {
        return addresses(sentinels, MOST_SENTINELS);
    }

    /** By run id, or by address where a node has not been reached yet and has none. */
    private static Map<String, NodeAddress> addresses(List<?> instances, int most) {
        if (instances.size() > most) {
            throw new ConfigurationException("instances", instances.size(), "at most " + most);
        }
        Map<String, NodeAddress> found = new HashMap<>();
        for (Object instance : instances) {
            if (instance instanceof List<?> list) {
                Map<String, String> fields = fields(list);
                String id = fields.getOrDefault("runid", "");
                addressIn(fields).ifPresent(address -> found.put(id.isEmpty() ? address.toString() : id, address));
            }
        }
        return found;
    }

    private static Map<String, String> fields(List<?> flat) {
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            fields.put(String.valueOf(flat.get(i)), String.valueOf(flat.get(i + 1)));
        }
        return fields;
    }

    /** Empty for an instance that the Sentinel itself cannot place, such as one with port 0. */
    private static Optional<NodeAddress> addressIn(Map<String, String> fields) {
        try {
            return Optional.of(address(fields.getOrDefault("ip", ""), fields.getOrDefault("port", "")));
        } catch (ConfigurationException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static NodeAddress address(String host, String port) {
        return new NodeAddress(host, Integer.parseInt(port));
    }
}
