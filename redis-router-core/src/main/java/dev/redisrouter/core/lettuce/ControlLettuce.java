package dev.redisrouter.core.lettuce;

import dev.redisrouter.core.tls.ClientTls;
import dev.redisrouter.topology.NodeAddress;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.netty.util.HashedWheelTimer;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The control path's one set of Lettuce threads, and the clients that run on them. Thread-safe. */
public final class ControlLettuce implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ControlLettuce.class);
    private static final long CLOSE_SECONDS = 2;

    /** Our own, so that it can be stopped first. */
    private final HashedWheelTimer timer =
            new HashedWheelTimer(new DefaultThreadFactory("redis-router-control-timer", true));

    private final ClientResources resources;
    private final List<RedisClient> clients = new CopyOnWriteArrayList<>();
    private final Map<StatefulConnection<?, ?>, CompletableFuture<Void>> ending = new ConcurrentHashMap<>();

    /** @param threads makes all of its threads but that of the timer */
    public ControlLettuce(ThreadFactory threads) {
        resources = ClientResources.builder()
                .timer(timer)
                .threadFactoryProvider(pool -> threads)
                .ioThreadPoolSize(1)
                .computationThreadPoolSize(1)
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .build();
    }

    /**
     * A client whose connections are given up when they are not made within this time.
     *
     * @param tls what they speak; empty for plain RESP
     */
    public RedisClient client(Duration connectTimeout, Optional<ClientTls> tls) {
        RedisClient client = new AsyncClient(resources);
        client.setOptions(ClientOptions.builder()
                .protocolVersion(ProtocolVersion.RESP2)
                // Reconnecting is the caller's: it has to ask anew each time, and Lettuce's own back-off is too long.
                .autoReconnect(false)
                // A node that is loading refuses PING; it is to be probed, not to be hung up on.
                .pingBeforeActivateConnection(false)
                // Probes and Sentinel calls have time-outs on the control thread.
                .timeoutOptions(TimeoutOptions.create())
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(connectTimeout)
                        .tcpNoDelay(true)
                        .keepAlive(true)
                        .build())
                .sslOptions(tls.map(ControlLettuce::options).orElseGet(SslOptions::create))
                .build());
        clients.add(client);
        return client;
    }

    /** Where to connect. Without credentials: see {@link Introduction}. */
    public static RedisURI uri(NodeAddress address, Duration timeout, Optional<ClientTls> tls) {
        RedisURI uri = RedisURI.builder()
                .withHost(address.host())
                .withPort(address.port())
                .withTimeout(timeout)
                .withLibraryName("")
                .withLibraryVersion("")
                .withSsl(tls.isPresent())
                .build();
        // never Lettuce's NONE, which leaves the host's name to be verified by Netty 4.2: the trust manager does it
        uri.setVerifyPeer(tls.isPresent() && tls.get().verifiesHost() ? SslVerifyMode.FULL : SslVerifyMode.CA);
        return uri;
    }

    private static SslOptions options(ClientTls tls) {
        SslOptions.Builder options =
                SslOptions.builder().jdkSslProvider().sslParameters(() -> tls.verifying(new SSLParameters()));
        tls.trust().ifPresent(options::trustManager);
        tls.identity().ifPresent(options::keyManager);
        return options.build();
    }

    /** Closes a connection; returns at once. */
    @SuppressWarnings("CollectionUndefinedEquality") // identity is what is meant
    public void end(StatefulConnection<?, ?> connection) {
        CompletableFuture<Void> closed = connection.closeAsync();
        ending.put(connection, closed);
        closed.whenComplete((done, error) -> ending.remove(connection));
    }

    /** Ends all connections and threads, within about 6 s at the very worst. */
    @Override
    public void close() {
        // The timer first: Lettuce forgets to cancel the time-out of a refused connection, and it would find no thread.
        timer.stop();
        // One after the other: Lettuce warns of a connection that is closed again while it closes.
        await(CompletableFuture.allOf(ending.values().toArray(CompletableFuture[]::new)));
        await(CompletableFuture.allOf(clients.stream()
                .map(client -> client.shutdownAsync(0, CLOSE_SECONDS, TimeUnit.SECONDS))
                .toArray(CompletableFuture[]::new)));
        if (!resources
                .shutdown(0, CLOSE_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS)) {
            log.warn("threads of the control path did not end within {} s", CLOSE_SECONDS);
        }
    }

    private static void await(CompletableFuture<Void> ended) {
        try {
            ended.get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.warn("connections of the control path did not close within {} s", CLOSE_SECONDS, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
