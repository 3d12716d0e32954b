package dev.redisrouter.examples.standalone;

import dev.redisrouter.RouterConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where clients connect. */
final class EndpointOptions implements OptionGroup {

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "Where to listen; 127.0.0.1:6379 by default. Port 0 lets the system choose one.")
    private Listen listen = new Listen("127.0.0.1", 6379);

    @Option(
            names = "--allow-remote",
            description =
                    "Let --listen be an address that others reach. They can use your nodes: no password is asked.")
    private boolean allowRemote;

    @Option(
            names = "--max-clients",
            paramLabel = "N",
            description = "Clients at the same time, 1 to 1000000; 10000 by default.")
    private @Nullable Integer maxClients;

    @Override
    public RouterConfig apply(RouterConfig config) {
        return config.endpoint(endpoint -> {
            var changed = endpoint.allowRemote(allowRemote).host(listen.host()).port(listen.port());
            return maxClients == null ? changed : changed.maxClients(maxClients);
        });
    }
}
