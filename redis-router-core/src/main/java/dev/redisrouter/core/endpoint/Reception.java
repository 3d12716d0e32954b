package dev.redisrouter.core.endpoint;

import dev.redisrouter.core.journey.Client;
import dev.redisrouter.core.journey.Guard;
import dev.redisrouter.core.journey.Worker;
import dev.redisrouter.core.observe.ErrorKind;
import dev.redisrouter.core.observe.RouterMeters;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Gives every channel that connects, at either door, its client; counts them and bounds their number. Thread-safe. */
public final class Reception {
    private static final byte[] FULL = "-ERR max number of clients reached\r\n".getBytes(StandardCharsets.US_ASCII);

    private final List<Worker> workers;
    private final int maxClients;
    private final RouterMeters meters;
    private final AtomicInteger present = new AtomicInteger();
    private final AtomicLong ids = new AtomicLong();

    public Reception(List<Worker> workers, int maxClients, RouterMeters meters) {
        this.workers = List.copyOf(workers);
        this.maxClients = maxClients;
        this.meters = meters;
    }

    /**
     * Sets up a channel that has been registered with one of the router's event loops.
     *
     * @param guard asks its client who it is
     */
    public void receive(Channel channel, Guard guard) {
        channel.pipeline().addLast(new ClientHandler(this, guard));
    }

    /**
     * The client of an active channel; null when there are too many, and then the channel is told and closed. One with TLS
     * is closed without a word, as by Redis: it would have to finish its handshake first, uncounted.
     */
    @Nullable
    Client admit(Channel channel, Guard guard) {
        if (present.incrementAndGet() > maxClients) {
            present.decrementAndGet();
            meters.error(ErrorKind.MAX_CLIENTS, 1);
            if (channel.pipeline().get(SslHandler.class) == null) {
                channel.writeAndFlush(Unpooled.wrappedBuffer(FULL)).addListener(ChannelFutureListener.CLOSE);
            } else {
                channel.close();
            }
            return null;
        }
        meters.clientOpened();
        return worker(channel.eventLoop()).accept(channel, ids.incrementAndGet(), guard);
    }

    void left() {
        present.decrementAndGet();
        meters.clientClosed();
    }

    private Worker worker(EventLoop loop) {
        for (Worker worker : workers) {
            if (worker.loop() == loop) {
                return worker;
            }
        }
        throw new IllegalStateException("event loop: " + loop + " (expected: one of the router's)");
    }
}
