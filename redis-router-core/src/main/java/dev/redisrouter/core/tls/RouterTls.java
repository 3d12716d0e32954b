package dev.redisrouter.core.tls;

import dev.redisrouter.RouterConfig;
import dev.redisrouter.config.SentinelConfig;
import dev.redisrouter.error.ConfigurationException;
import java.util.Optional;

/** The TLS of one router, each empty where there is none. Immutable and thread-safe. */
public record RouterTls(Optional<ClientTls> nodes, Optional<ClientTls> sentinels, Optional<ServerTls> endpoint) {
    /**
     * How many sessions the endpoint, and the connections that carry commands, remember so that they can be resumed, the newest.
     * The JDK's default is 20,480 for a day, which peers that come and go fill with some 15 MB.
     */
    static final int SESSIONS = 1_024;

    /**
     * Reads all files that the configuration names.
     *
     * @throws ConfigurationException when one of them cannot be used
     */
    public static RouterTls of(RouterConfig config) {
        return new RouterTls(
                config.nodes().tls().map(tls -> ClientTls.of("nodes.tls", tls)),
                config.source() instanceof SentinelConfig sentinel
                        ? sentinel.tls().map(tls -> ClientTls.of("sentinel.tls", tls))
                        : Optional.empty(),
                config.endpoint().tls().map(ServerTls::of));
    }
}
