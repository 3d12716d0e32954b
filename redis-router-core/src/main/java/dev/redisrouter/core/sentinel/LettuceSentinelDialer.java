package dev.redisrouter.core.sentinel;

import dev.redisrouter.config.SentinelConfig;
import dev.redisrouter.core.lettuce.ControlLettuce;
import dev.redisrouter.core.lettuce.Introduction;
import dev.redisrouter.core.thread.ControlThread;
import dev.redisrouter.core.tls.ClientTls;
import dev.redisrouter.topology.NodeAddress;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/** Opens the connections to a Sentinel with Lettuce. */
final class LettuceSentinelDialer implements SentinelDialer {
    private final SentinelConfig config;
    private final ControlLettuce lettuce;
    private final Optional<ClientTls> tls;
    private final RedisClient client;
    private final Introduction introduction;

    LettuceSentinelDialer(
            SentinelConfig config, ControlLettuce lettuce, ControlThread thread, Optional<ClientTls> tls) {
        this.config = config;
        this.lettuce = lettuce;
        this.tls = tls;
        this.client = lettuce.client(config.timeout(), tls);
        this.introduction = new Introduction(lettuce, thread, config.credentials(), tls.isPresent(), config.timeout());
    }

    @Override
    public CompletionStage<SentinelLink> dial(NodeAddress sentinel, BiConsumer<String, String> messages) {
        RedisURI uri = ControlLettuce.uri(sentinel, config.timeout(), tls);
        CompletableFuture<StatefulRedisConnection<String, String>> commands = client.connectAsync(StringCodec.UTF8, uri)
                .thenCompose(introduction::on)
                .toCompletableFuture();
        CompletableFuture<StatefulRedisPubSubConnection<String, String>> events = client.connectPubSubAsync(
                        StringCodec.UTF8, uri)
                .thenCompose(introduction::on)
                .toCompletableFuture();
        return commands.<StatefulRedisPubSubConnection<String, String>, SentinelLink>thenCombine(
                        events, (c, e) -> new LettuceSentinelLink(lettuce, config.masterName(), c, e, messages))
                .whenComplete((link, error) -> {
                    if (error != null) {
                        commands.thenAccept(lettuce::end);
                        events.thenAccept(lettuce::end);
                    }
                });
    }
}
