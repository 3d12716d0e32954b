package dev.redisrouter.core.health;

import dev.redisrouter.config.NodesConfig;
import dev.redisrouter.core.lettuce.ControlLettuce;
import dev.redisrouter.core.lettuce.Failure;
import dev.redisrouter.core.lettuce.Introduction;
import dev.redisrouter.core.thread.ControlThread;
import dev.redisrouter.core.tls.ClientTls;
import dev.redisrouter.topology.NodeAddress;
import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.StringCodec;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Opens probe connections with Lettuce. */
public final class LettuceProbeDialer implements ProbeDialer {
    private final NodesConfig config;
    private final ControlLettuce lettuce;
    private final Optional<ClientTls> tls;
    private final RedisClient client;
    private final Introduction introduction;

    public LettuceProbeDialer(
            NodesConfig config, ControlLettuce lettuce, ControlThread thread, Optional<ClientTls> tls) {
        this.config = config;
        this.lettuce = lettuce;
        this.tls = tls;
        this.client = lettuce.client(config.connectTimeout(), tls);
        this.introduction =
                new Introduction(lettuce, thread, config.credentials(), tls.isPresent(), config.connectTimeout());
    }

    @Override
    public CompletionStage<Dialed> dial(NodeAddress node) {
        return client.connectAsync(StringCodec.UTF8, ControlLettuce.uri(node, config.connectTimeout(), tls))
                .thenCompose(introduction::on)
                .handle((connection, error) -> error == null
                        ? new Dialed.Connected(new LettuceProbeConnection(lettuce, connection))
                        : new Dialed.Failed(result(Failure.of(error))));
    }

    private ProbeResult result(Failure failure) {
        return switch (failure.kind()) {
            case UNREACHABLE -> new ProbeResult.Unreachable(failure.words());
            case SILENT ->
                new ProbeResult.Missed(
                        "no connection within " + config.connectTimeout().toMillis() + " ms");
            case REJECTED -> new ProbeResult.Rejected(failure.words());
        };
    }
}
