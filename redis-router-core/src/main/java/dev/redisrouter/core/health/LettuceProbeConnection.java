package dev.redisrouter.core.health;

import dev.redisrouter.core.lettuce.ControlLettuce;
import dev.redisrouter.core.lettuce.Failure;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One Lettuce connection; a probe is {@code PING}, {@code ROLE} and {@code INFO replication} in one write, the first one
 * with {@code INFO server}: a connection leads to one process for as long as it stands.
 */
final class LettuceProbeConnection implements ProbeConnection {
    private final ControlLettuce lettuce;
    private final StatefulRedisConnection<String, String> connection;
    private final RedisAsyncCommands<String, String> commands;
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    /** Only on the control thread; what it holds is completed by Lettuce. */
    private @Nullable CompletableFuture<String> server;

    LettuceProbeConnection(ControlLettuce lettuce, StatefulRedisConnection<String, String> connection) {
        this.lettuce = lettuce;
        this.connection = connection;
        this.commands = connection.async();
        connection.setAutoFlushCommands(false);
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

    @Override
    public CompletionStage<ProbeAnswer> ask() {
        CompletableFuture<Optional<String>> complaint =
                errorAs(commands.ping().thenApply(pong -> Optional.empty()), Optional::of);
        CompletableFuture<RoleReply> role =
                errorAs(commands.role().thenApply(NodeProtocol::role), RoleReply.NotTold::new);
        CompletableFuture<Optional<ReplicationPoint>> point =
                errorAs(commands.info("replication").thenApply(NodeProtocol::point), error -> Optional.empty());
        CompletableFuture<String> process = server();
        connection.flushCommands();
        return CompletableFuture.allOf(complaint, role, point, process)
                .thenApply(done -> new ProbeAnswer(
                        complaint.join(),
                        role.join(),
                        point.join(),
                        NodeProtocol.runId(process.join()),
                        NodeProtocol.version(process.join())))
                .exceptionallyCompose(error -> CompletableFuture.failedFuture(withComplaint(complaint, error)));
    }

    private CompletableFuture<String> server() {
        CompletableFuture<String> asked = server;
        if (asked == null) {
            // one that refuses to tell tells nothing
            asked = errorAs(commands.info("server"), error -> "");
            server = asked;
        }
        return asked;
    }

    /** An error reply is an answer too; only what is no reply at all fails the probe. */
    private static <T> CompletableFuture<T> errorAs(CompletionStage<T> reply, Function<String, T> answer) {
        return reply.exceptionally(error -> {
                    Failure failure = Failure.of(error);
                    if (failure.kind() == Failure.Kind.REJECTED) {
                        return answer.apply(failure.words());
                    }
                    throw new CompletionException(error);
                })
                .toCompletableFuture();
    }

    /** A server that hangs up, such as one with too many clients, has often said why just before. */
    private static Throwable withComplaint(CompletableFuture<Optional<String>> complaint, Throwable error) {
        if (complaint.isCompletedExceptionally()) {
            return error;
        }
        return complaint
                .getNow(Optional.empty())
                .<Throwable>map(words -> new RedisException(words, error))
                .orElse(error);
    }

    @Override
    public CompletionStage<String> ended() {
        return ended;
    }

    @Override
    public void close() {
        lettuce.end(connection);
    }
}
