package dev.redisrouter.core.sentinel;

import dev.redisrouter.core.lettuce.ControlLettuce;
import dev.redisrouter.core.lettuce.Failure;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.ArrayOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/** Two Lettuce connections to one Sentinel. */
final class LettuceSentinelLink implements SentinelLink {
    private final ControlLettuce lettuce;
    private final String masterName;
    private final StatefulRedisConnection<String, String> commands;
    private final StatefulRedisPubSubConnection<String, String> events;
    private final CompletableFuture<String> ended = new CompletableFuture<>();

    LettuceSentinelLink(
            ControlLettuce lettuce,
            String masterName,
            StatefulRedisConnection<String, String> commands,
            StatefulRedisPubSubConnection<String, String> events,
            BiConsumer<String, String> messages) {
        this.lettuce = lettuce;
        this.masterName = masterName;
        this.commands = commands;
        this.events = events;
        events.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, String message) {
                messages.accept(channel, message);
            }
        });
        commands.setAutoFlushCommands(false);
        watchEnd(commands);
        watchEnd(events);
    }

    @Override
    public CompletionStage<Void> subscribe() {
        // Asked first: without a password so many channels are refused as a protocol error, and a PING as NOAUTH.
        CompletionStage<Void> allowed = ping();
        CompletionStage<Void> subscribed = events.async().subscribe(SentinelProtocol.CHANNELS.toArray(String[]::new));
        return allowed.thenCompose(pong -> subscribed);
    }

    @Override
    public CompletionStage<SentinelAnswer> ask() {
        CompletableFuture<Optional<String>> id = id();
        CompletableFuture<List<Object>> master = array("MASTER", masterName);
        CompletableFuture<List<Object>> address = array("GET-MASTER-ADDR-BY-NAME", masterName);
        CompletableFuture<List<Object>> replicas = array("REPLICAS", masterName);
        CompletableFuture<List<Object>> sentinels = array("SENTINELS", masterName);
        commands.flushCommands();
        return CompletableFuture.allOf(id, master, address, replicas, sentinels)
                .thenApply(done ->
                        SentinelAnswer.of(id.join(), master.join(), address.join(), replicas.join(), sentinels.join()))
                .exceptionally(LettuceSentinelLink::refused);
    }

    @Override
    public CompletionStage<Void> failOver() {
        CompletionStage<String> accepted = commands.async()
                .dispatch(
                        CommandType.SENTINEL,
                        new StatusOutput<>(StringCodec.UTF8),
                        new CommandArgs<>(StringCodec.UTF8).add("FAILOVER").add(masterName));
        commands.flushCommands();
        return accepted.thenAccept(ok -> {});
    }

    @Override
    public CompletionStage<Void> ping() {
        return events.async().ping().thenAccept(pong -> {});
    }

    @Override
    public CompletionStage<String> ended() {
        return ended;
    }

    @Override
    public void close() {
        lettuce.end(commands);
        lettuce.end(events);
    }

    private CompletableFuture<Optional<String>> id() {
        return commands.async()
                .dispatch(
                        CommandType.SENTINEL,
                        new StatusOutput<>(StringCodec.UTF8),
                        new CommandArgs<>(StringCodec.UTF8).add("MYID"))
                .<Optional<String>>thenApply(Optional::of)
                .exceptionally(error -> {
                    // From before 6.2: it does not know the question, and that is all that is wrong with it.
                    if (Failure.of(error).kind() == Failure.Kind.REJECTED) {
                        return Optional.empty();
                    }
                    throw new CompletionException(error);
                })
                .toCompletableFuture();
    }

    private CompletableFuture<List<Object>> array(String question, String name) {
        return commands.async()
                .dispatch(
                        CommandType.SENTINEL,
                        new ArrayOutput<>(StringCodec.UTF8),
                        new CommandArgs<>(StringCodec.UTF8).add(question).add(name))
                .toCompletableFuture();
    }

    private static SentinelAnswer refused(Throwable error) {
        Failure failure = Failure.of(error);
        if (failure.kind() == Failure.Kind.REJECTED) {
            return new SentinelAnswer.Refused(failure.words());
        }
        throw new CompletionException(error);
    }

    private void watchEnd(StatefulRedisConnection<String, String> connection) {
        connection.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> which) {
                ended.complete("connection lost");
            }
        });
        if (!connection.isOpen()) {
            ended.complete("connection lost");
        }
    }
}
