package dev.redisrouter.core.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.node.Node;
import dev.redisrouter.core.observe.RouterMeters;
import dev.redisrouter.topology.NodeAddress;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelException;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A connection that cannot be made hands its commands back, on its own thread and never before they were taken. */
class ConnectFailureTest {
    private final EventLoop loop = new DefaultEventLoop();

    @AfterEach
    void endLoop() {
        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void refusedBeforeTheAttemptReturns() {
        try (Wire wire = new Wire()) {
            wire.node.door(FakeNode.Door.SHUT_AT_ONCE);
            RecordingTarget target = new RecordingTarget();
            UpstreamConnection connection = wire.open(Wire.PROFILE);
            assertThat(connection.open()).isTrue();
            wire.send(connection, target, 0, "SET a b");
            wire.nodes.settle();

            assertThat(target.events).containsExactly("lost 0 SET a b unsent");
            assertThat(wire.closed).containsExactly(connection);
        }
    }

    /** Netty tells of a channel that could not be created, for want of file descriptors, on a thread of its own. */
    @Test
    void noChannelAtAll() throws Exception {
        Bootstrap bootstrap = new Bootstrap().group(loop).channelFactory(() -> {
            throw new ChannelException("too many open files");
        });
        CompletableFuture<Boolean> closedOnLoop = new CompletableFuture<>();
        LoopTurn turn = new LoopTurn(loop, System::nanoTime);
        UpstreamContext context = new UpstreamContext(
                loop,
                turn,
                (address, handler) -> bootstrap
                        .clone()
                        .handler(handler)
                        .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)),
                Duration.ofSeconds(30),
                1,
                (node, reason) -> {},
                () -> {},
                new RouterMeters(Clock.systemUTC()));
        RecordingTarget target = new RecordingTarget();
        ByteBuf command = Unpooled.copiedBuffer(Wire.encode("GET a"), StandardCharsets.US_ASCII);
        loop.execute(() -> {
            turn.begin();
            UpstreamConnection connection = UpstreamConnection.open(
                    new Node(new NodeAddress("127.0.0.1", 1), 0, 1, "", 0),
                    Wire.PROFILE,
                    context,
                    closed -> closedOnLoop.complete(loop.inEventLoop()));
            connection.send(target, 0, command, 0, command.readableBytes());
        });

        assertThat(closedOnLoop.get(10, TimeUnit.SECONDS)).isTrue();
        loop.submit(() -> {}).sync();
        assertThat(target.events).containsExactly("lost 0 GET a unsent");
    }
}
