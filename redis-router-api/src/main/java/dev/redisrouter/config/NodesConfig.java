package dev.redisrouter.config;

import dev.redisrouter.topology.NodeAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The connections to the nodes.
 *
 * @param credentials for every node; none by default
 * @param connectTimeout for a connection including its handshake; 1 s by default
 * @param addressMapper turns an address that Sentinel announces into one that can be reached from here, for NAT and
 *     containers; the identity by default. Must be quick and always give the same answer
 * @param weights share of reads by mapped address, 1 to 1,000; 1 for a node not listed
 * @param zones zone by mapped address; none for a node not listed
 * @param tls TLS towards every node, the probes included; none by default
 */
public record NodesConfig(
        Credentials credentials,
        Duration connectTimeout,
        UnaryOperator<NodeAddress> addressMapper,
        Map<NodeAddress, Integer> weights,
        Map<NodeAddress, String> zones,
        Optional<TlsConfig> tls) {

    public NodesConfig {
        Check.positive("nodes.connectTimeout", connectTimeout);
        weights = Map.copyOf(weights);
        weights.forEach((node, weight) -> Check.range("nodes.weights." + node, weight, 1, 1_000));
        zones = Map.copyOf(zones);
    }

    public static NodesConfig defaults() {
        return new NodesConfig(
                Credentials.NONE,
                Duration.ofSeconds(1),
                UnaryOperator.identity(),
                Map.of(),
                Map.of(),
                Optional.empty());
    }

    public NodesConfig credentials(Credentials credentials) {
        return new NodesConfig(credentials, connectTimeout, addressMapper, weights, zones, tls);
    }

    public NodesConfig connectTimeout(Duration connectTimeout) {
        return new NodesConfig(credentials, connectTimeout, addressMapper, weights, zones, tls);
    }

    public NodesConfig addressMapper(UnaryOperator<NodeAddress> addressMapper) {
        return new NodesConfig(credentials, connectTimeout, addressMapper, weights, zones, tls);
    }

    public NodesConfig weight(NodeAddress node, int weight) {
        Map<NodeAddress, Integer> changed = new HashMap<>(weights);
        changed.put(node, weight);
        return new NodesConfig(credentials, connectTimeout, addressMapper, changed, zones, tls);
    }

    public NodesConfig zone(NodeAddress node, String zone) {
        Map<NodeAddress, String> changed = new HashMap<>(zones);
        changed.put(node, zone);
        return new NodesConfig(credentials, connectTimeout, addressMapper, weights, changed, tls);
    }

    public NodesConfig tls(TlsConfig tls) {
        return new NodesConfig(credentials, connectTimeout, addressMapper, weights, zones, Optional.of(tls));
    }
}
