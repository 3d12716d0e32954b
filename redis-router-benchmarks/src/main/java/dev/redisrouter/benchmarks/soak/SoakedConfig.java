package dev.redisrouter.benchmarks.soak;

import dev.redisrouter.RouterConfig;
import dev.redisrouter.config.EndpointTlsConfig;
import dev.redisrouter.config.RuntimeConfig.Transport;
import dev.redisrouter.config.TlsConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the router's JVM is told on its command line.
 *
 * @param tls with it, everybody speaks TLS
 */
record SoakedConfig(String sentinelUri, Transport transport, Optional<Tls> tls) {
    /** Keys of which every write is durable, a ninth of all. */
    private static final String DURABLE = "key-1";

    /**
     * Files in PEM.
     *
     * @param trusted what nodes and Sentinels show
     * @param certificate what the endpoint shows
     * @param key of that certificate
     */
    record Tls(Path trusted, Path certificate, Path key) {}

    static SoakedConfig parse(String[] arguments) {
        Optional<Tls> tls = arguments.length == 2
                ? Optional.empty()
                : Optional.of(new Tls(Path.of(arguments[2]), Path.of(arguments[3]), Path.of(arguments[4])));
        return new SoakedConfig(arguments[0], Transport.valueOf(arguments[1]), tls);
    }

    List<String> arguments() {
        Stream<Path> files = tls.stream().flatMap(t -> Stream.of(t.trusted(), t.certificate(), t.key()));
        return Stream.concat(Stream.of(sentinelUri, transport.name()), files.map(Path::toString))
                .toList();
    }

    RouterConfig router() {
        RouterConfig config = RouterConfig.of(sentinelUri)
                .runtime(runtime -> runtime.transport(transport))
                .durability(durability -> durability.keyPrefixes(DURABLE));
        if (tls.isEmpty()) {
            return config;
        }
        TlsConfig trusting = TlsConfig.defaults().trusted(tls.get().trusted());
        EndpointTlsConfig shown =
                EndpointTlsConfig.of(tls.get().certificate(), tls.get().key());
        return config.nodes(nodes -> nodes.tls(trusting))
                .sentinel(sentinel -> sentinel.tls(trusting))
                .endpoint(endpoint -> endpoint.tls(shown));
    }
}
