package dev.redisrouter.core.lettuce;

import dev.redisrouter.config.Credentials;
import dev.redisrouter.core.thread.ControlThread;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/** What is said first on a new connection: who connects, and the password. */
public final class Introduction {
    /*
     * Not left to Lettuce's own handshake: a server that hangs would keep it waiting, and what then still waits when the
     * threads are ended is logged as an error.
     */
    private static final String CLIENT_NAME = "redis-router";

    private final ControlLettuce lettuce;
    private final ControlThread thread;
    private final Credentials credentials;
    private final boolean encrypted;
    private final Duration timeout;

    /**
     * @param encrypted asks something even without a password: Lettuce 6 calls a connection made before its TLS handshake,
     *     and only a command that was given by then is told why that failed
     * @param timeout for the first answer
     */
    public Introduction(
            ControlLettuce lettuce,
            ControlThread thread,
            Credentials credentials,
            boolean encrypted,
            Duration timeout) {
        this.lettuce = lettuce;
        this.thread = thread;
        this.credentials = credentials;
        this.encrypted = encrypted;
        this.timeout = timeout;
    }

    /** Completes with the connection when the server has accepted the password; else fails, and the connection is closed. */
    public <C extends StatefulRedisConnection<String, String>> CompletionStage<C> on(C connection) {
        CompletableFuture<Void> accepted = authenticated(connection.async());
        ControlThread.Timer deadline =
                thread.after(timeout, () -> accepted.completeExceptionally(new TimeoutException("no first answer")));
        return accepted.handle((done, error) -> {
                    deadline.cancel();
                    if (error != null) {
                        lettuce.end(connection);
                        return CompletableFuture.<C>failedFuture(error);
                    }
                    // For CLIENT LIST; a user that may not do it is none the worse.
                    connection.async().clientSetname(CLIENT_NAME);
                    return CompletableFuture.completedFuture(connection);
                })
                .thenCompose(outcome -> outcome);
    }

    private CompletableFuture<Void> authenticated(RedisAsyncCommands<String, String> commands) {
        return credentials
                .password()
                .map(password -> credentials
                        .username()
                        .map(user -> commands.auth(user, password))
                        .orElseGet(() -> commands.auth(password))
                        .thenAccept(ok -> {})
                        .toCompletableFuture())
                .orElseGet(() -> encrypted ? anyAnswer(commands.ping()) : CompletableFuture.completedFuture(null));
    }

    /** An error is an answer too: what a node says that is loading, or that misses a password. */
    private static CompletableFuture<Void> anyAnswer(CompletionStage<String> reply) {
        return reply.<Void>thenApply(pong -> null)
                .exceptionallyCompose(error -> Failure.of(error).kind() == Failure.Kind.REJECTED
                        ? CompletableFuture.completedFuture(null)
                        : CompletableFuture.failedFuture(error))
                .toCompletableFuture();
    }
}
