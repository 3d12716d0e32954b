package dev.redisrouter.test;

import dev.redisrouter.topology.NodeAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a node says of itself in {@code ROLE}: {@code [master, offset, [[ip, port, offset]…]]} or
 * {@code [slave, master ip, master port, link state, offset]}. Addresses are the announced ones.
 *
 * @param master the master that it follows; empty when it is a master
 * @param connected true for a replica whose link is up and whose first synchronisation is done
 * @param replicas those that a master has online
 */
record RoleAnswer(Optional<NodeAddress> master, boolean connected, Set<NodeAddress> replicas) {

    static RoleAnswer ask(LabNode node, Duration timeout) throws IOException {
        Object answer = node.door().ask(timeout, "ROLE").orElse(List.of());
        if (answer instanceof List<?> role && role.size() == 3 && role.get(2) instanceof List<?> replicas) {
            return new RoleAnswer(Optional.empty(), false, addresses(replicas));
        }
        if (answer instanceof List<?> role && role.size() == 5) {
            return new RoleAnswer(
                    Optional.of(address(role.get(1), role.get(2))), "connected".equals(role.get(3)), Set.of());
        }
        throw new IOException("ROLE: " + answer + " (expected: that of a master or a replica)");
    }

    boolean isMaster() {
        return master.isEmpty();
    }

    private static Set<NodeAddress> addresses(List<?> replicas) {
        Set<NodeAddress> addresses = new HashSet<>();
        for (Object replica : replicas) {
            if (replica instanceof List<?> parts && parts.size() == 3) {
                addresses.add(address(parts.get(0), parts.get(1)));
            }
        }
        return addresses;
    }

    private static NodeAddress address(@Nullable Object host, @Nullable Object port) {
        return new NodeAddress(String.valueOf(host), Integer.parseInt(String.valueOf(port)));
    }
}
