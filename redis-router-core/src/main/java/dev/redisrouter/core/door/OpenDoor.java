package dev.redisrouter.core.door;

import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.resolver.NoopAddressResolverGroup;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What a door has once somebody uses it: the Lettuce client and what it needs. The event loops do all the work that
 * Lettuce has for threads of its own; only its timer is left. Thread-safe.
 */
record OpenDoor(InProcessClient client, ClientResources resources, DoorTimer timer) {

    private static final Duration LONGEST_RECONNECT_DELAY = Duration.ofSeconds(1);

    static OpenDoor create(EventLoopGroup loops, Consumer<Channel> accept) {
        DoorTimer timer = new DoorTimer();
        ClientResources resources = DefaultClientResources.builder()
                .eventLoopGroupProvider(new BorrowedLoops(loops))
                .eventExecutorGroup(loops)
                .timer(timer)
                .reconnectDelay(
                        () -> Delay.exponential(Duration.ZERO, LONGEST_RECONNECT_DELAY, 2, TimeUnit.MILLISECONDS))
                .addressResolverGroup(NoopAddressResolverGroup.INSTANCE)
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .nettyCustomizer(AtMostOnce.onEveryConnection())
                .build();
        return new OpenDoor(new InProcessClient(loops, accept, resources, DoorOptions.create()), resources, timer);
    }

    /** Starts to close every connection; none is opened again. */
    CompletableFuture<Void> closeConnections() {
        return client.shutdownAsync(0, 0, TimeUnit.MILLISECONDS);
    }

    /** Ends the timer thread, and waits for that. Lettuce finds nothing else of its own to shut down. */
    void release() {
        timer.stop();
        resources.shutdown(0, 0, TimeUnit.MILLISECONDS);
    }
}
