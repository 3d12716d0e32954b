package dev.redisrouter.core.lettuce;

import dev.redisrouter.config.Credentials;
import dev.redisrouter.core.thread.ControlThread;
import dev.redisrouter.topology.NodeAddress;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/** Asks a node for all its commands, each time over a connection of its own. Thread-safe. */
public final class CommandQuestion {
    /** Nothing waits for the answer, so a busy machine may take its time. */
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final RedisClient client;
    private final Introduction introduction;
    private final ControlLettuce lettuce;
    private final ControlThread thread;
    private final Duration timeout;

    /** @param timeout for the connection */
    public CommandQuestion(ControlLettuce lettuce, ControlThread thread, Credentials credentials, Duration timeout) {
        this.client = lettuce.client(timeout);
        this.introduction = new Introduction(lettuce, thread, credentials, timeout);
        this.lettuce = lettuce;
        this.thread = thread;
        this.timeout = timeout;
    }

    /** The node's reply to {@code COMMAND}; completes on a thread of Lettuce's or the control thread. */
    public CompletionStage<List<Object>> ask(NodeAddress node) {
        return client.connectAsync(StringCodec.UTF8, ControlLettuce.uri(node, timeout))
                .thenCompose(introduction::on)
                .thenCompose(this::commands);
    }

    private CompletionStage<List<Object>> commands(StatefulRedisConnection<String, String> connection) {
        CompletableFuture<List<Object>> reply = connection
                .async()
                .dispatch(CommandType.COMMAND, new NestedMultiOutput<>(StringCodec.UTF8))
                .toCompletableFuture();
        ControlThread.Timer deadline =
                thread.after(ANSWER, () -> reply.completeExceptionally(new TimeoutException("no answer to COMMAND")));
        return reply.whenComplete((commands, error) -> {
            deadline.cancel();
            lettuce.end(connection);
        });
    }
}
