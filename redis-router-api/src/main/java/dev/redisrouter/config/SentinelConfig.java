package dev.redisrouter.config;

import dev.redisrouter.error.ConfigurationException;
import dev.redisrouter.topology.NodeAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The Sentinels to ask. Those that they know of are found and asked too.
 *
 * @param sentinels at least one
 * @param masterName the name in {@code sentinel monitor}
 * @param credentials for the Sentinels alone; those of the nodes are in {@link NodesConfig}
 * @param timeout for connecting to a Sentinel and for each of its answers; 1 s by default
 * @param refreshInterval how often every Sentinel is asked although it reported nothing; 1 s by default
 * @param tls TLS towards the Sentinels alone, those that are found included; none by default
 */
public record SentinelConfig(
        List<NodeAddress> sentinels,
        String masterName,
        Credentials credentials,
        Duration timeout,
        Duration refreshInterval,
        Optional<TlsConfig> tls)
        implements SourceConfig {

    public SentinelConfig {
        sentinels = List.copyOf(sentinels);
        if (sentinels.isEmpty()) {
            throw new ConfigurationException("sentinel.sentinels", "[]", "at least one host:port");
        }
        Check.notBlank("sentinel.masterName", masterName, "the name in 'sentinel monitor'");
        Check.positive("sentinel.timeout", timeout);
        Check.positive("sentinel.refreshInterval", refreshInterval);
    }

    /** These Sentinels without credentials. */
    public static SentinelConfig of(List<NodeAddress> sentinels, String masterName) {
        return new SentinelConfig(
                sentinels,
                masterName,
                Credentials.NONE,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Optional.empty());
    }

    public SentinelConfig credentials(Credentials credentials) {
        return new SentinelConfig(sentinels, masterName, credentials, timeout, refreshInterval, tls);
    }

    public SentinelConfig timeout(Duration timeout) {
        return new SentinelConfig(sentinels, masterName, credentials, timeout, refreshInterval, tls);
    }

    public SentinelConfig refreshInterval(Duration refreshInterval) {
        return new SentinelConfig(sentinels, masterName, credentials, timeout, refreshInterval, tls);
    }

    public SentinelConfig tls(TlsConfig tls) {
        return new SentinelConfig(sentinels, masterName, credentials, timeout, refreshInterval, Optional.of(tls));
    }
}
