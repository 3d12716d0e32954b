package dev.redisrouter.core.door;

import io.netty.buffer.ByteBuf;
import io.netty.channel.AbstractChannel;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.local.LocalAddress;
import java.net.ConnectException;
import java.net.SocketAddress;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection inside the JVM that behaves like a socket: what is written to one end is read from the other,
 * in order and with back-pressure. Connecting a client end makes its server end, on the same event loop.
 *
 * <p>Netty's own local channel asks its event loop for support, which an epoll or NIO loop of Netty 4.2 refuses; this
 * one needs nothing of the loop but to run tasks.
 */
final class InProcessChannel extends AbstractChannel {

    /*
     * A flush moves the written buffers, not copies of them, into the other end's inbox and queues one task on the
     * event loop that reads them there. A task, not a call: the other end's handlers never run inside this end's, so
     * neither can re-enter the other, and everything that is written in one iteration of the loop is read as one batch
     * with one channelReadComplete.
     *
     * The inbox stands in for a socket's two kernel buffers. It is full when the bytes in it reach the writer's high
     * water mark; then this end is not writable, and what else is flushed stays in Netty's outbound buffer, until the
     * reader is down to the low water mark.
     *
     * Closing is a socket's too. What was handed over before is still read, then the other end closes. An end that is
     * not reading learns of it when it writes, or at once when bytes that it wrote were lost.
     *
     * Both ends share a thread, so all fields but `state` are plain: only on the event loop.
     */

    /** Where the router is, as seen from the client end. */
    static final SocketAddress ROUTER = new LocalAddress("redis-router");

    /** A longer buffer is read in pieces of this size, so that a reader that stops being interested is left alone. */
    static final int CHUNK_BYTES = 64 * 1024;

    /** How much one end reads before the other clients of the event loop have their turn. */
    static final int BYTES_PER_TURN = 4 * CHUNK_BYTES;

    /** As much as a pair of loopback sockets buffers before any tuning; a handler may set another. */
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(128 * 1024, 256 * 1024);

    /** Netty offers user-defined flags 1 to 31; its own handlers take the low ones. */
    private static final int READER_IS_BEHIND = 31;

    private static final ChannelMetadata METADATA = new ChannelMetadata(false);
    private static final AtomicLong CLIENTS = new AtomicLong();

    private enum State {
        /** A client end before connect. */
        NEW,
        CONNECTED,
        CLOSED
    }

    private final ChannelConfig config = new Config(this);
    private final SocketAddress localAddress;
    private final SocketAddress remoteAddress;
    private final @Nullable Consumer<Channel> accept;
    private final Runnable turn = this::takeTurn;
    private final Inbox inbox = new Inbox();

    /** Written on the event loop, read from any thread. */
    private volatile State state;

    private @Nullable InProcessChannel peer;
    private boolean readPending;
    private boolean turnQueued;
    private boolean readerIsBehind;
    private boolean peerClosed;
    private boolean peerLostBytes;

    /**
     * A client end.
     *
     * @param accept prepares the pipeline of the server end; called on the event loop, before the end is active
     */
    static InProcessChannel client(Consumer<Channel> accept) {
        return new InProcessChannel(
                new LocalAddress("redis-router-client-" + CLIENTS.incrementAndGet()), ROUTER, accept, null);
    }

    private static InProcessChannel server(InProcessChannel client) {
        return new InProcessChannel(ROUTER, client.localAddress, null, client);
    }

    private InProcessChannel(
            SocketAddress localAddress,
            SocketAddress remoteAddress,
            @Nullable Consumer<Channel> accept,
            @Nullable InProcessChannel peer) {
        super(null);
        this.localAddress = localAddress;
        this.remoteAddress = remoteAddress;
        this.accept = accept;
        this.peer = peer;
        this.state = peer == null ? State.NEW : State.CONNECTED;
        config.setWriteBufferWaterMark(WATER_MARK);
    }

    @Override
    protected void doBeginRead() {
        readPending = true;
        queueTurn();
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer out) {
        int full = config.getWriteBufferHighWaterMark();
        for (Object message = out.current(); message != null; message = out.current()) {
            // Read anew each time: remove() runs the listeners of that write, which may close either end.
            InProcessChannel reader = peer;
            if (reader == null) {
                out.remove(new ClosedChannelException());
                peerLostBytes = true;
            } else if (reader.inbox.bytes() < full) {
                reader.inbox.add(((ByteBuf) message).retain());
                out.remove();
            } else {
                break;
            }
        }
        InProcessChannel reader = peer;
        if (reader == null) {
            queueTurn();
            return;
        }
        if (reader.inbox.bytes() >= full) {
            readerIsBehind = true;
            out.setUserDefinedWritability(READER_IS_BEHIND, false);
        }
        reader.queueTurn();
    }

    private void queueTurn() {
        if (!turnQueued && (peerClosed || (readPending && !inbox.isEmpty()))) {
            turnQueued = true;
            eventLoop().execute(turn);
        }
    }

    private void takeTurn() {
        turnQueued = false;
        if (readPending && !inbox.isEmpty() && isActive()) {
            readInbox();
            resumeWriter();
        }
        if (peerClosed && isActive()) {
            followPeer();
        }
    }

    private void readInbox() {
        readPending = false;
        int left = BYTES_PER_TURN;
        do {
            ByteBuf chunk = inbox.next(CHUNK_BYTES);
            left -= chunk.readableBytes();
            pipeline().fireChannelRead(chunk);
        } while (left > 0 && config.isAutoRead() && !inbox.isEmpty());
        pipeline().fireChannelReadComplete();
    }

    private void resumeWriter() {
        InProcessChannel writer = peer;
        if (writer != null && writer.readerIsBehind && inbox.bytes() <= writer.config.getWriteBufferLowWaterMark()) {
            writer.resume();
        }
    }

    private void resume() {
        readerIsBehind = false;
        ((InProcessUnsafe) unsafe()).flushAgain();
        ChannelOutboundBuffer out = unsafe().outboundBuffer();
        if (!readerIsBehind && out != null) {
            out.setUserDefinedWritability(READER_IS_BEHIND, true);
        }
    }

    private void followPeer() {
        ChannelOutboundBuffer out = unsafe().outboundBuffer();
        boolean lostBytes = peerLostBytes || (out != null && out.size() > 0);
        if (readPending ? inbox.isEmpty() : lostBytes) {
            unsafe().close(unsafe().voidPromise());
        }
    }

    @Override
    protected void doClose() {
        state = State.CLOSED;
        boolean lostBytes = !inbox.isEmpty();
        inbox.clear();
        InProcessChannel other = peer;
        peer = null;
        if (other != null && other.state != State.CLOSED) {
            other.peer = null;
            other.peerClosed = true;
            other.peerLostBytes = lostBytes;
            other.queueTurn();
        }
    }

    @Override
    protected void doDisconnect() {
        doClose();
    }

    @Override
    protected void doBind(SocketAddress address) {
        throw new UnsupportedOperationException("bind: " + address + " (expected: connect)");
    }

    @Override
    protected Object filterOutboundMessage(Object message) {
        if (message instanceof ByteBuf) {
            return message;
        }
        throw new UnsupportedOperationException(
                "message: " + message.getClass().getName() + " (expected: " + ByteBuf.class.getName() + ")");
    }

    @Override
    protected AbstractUnsafe newUnsafe() {
        return new InProcessUnsafe();
    }

    @Override
    protected boolean isCompatible(EventLoop loop) {
        return true;
    }

    @Override
    protected SocketAddress localAddress0() {
        return localAddress;
    }

    @Override
    protected SocketAddress remoteAddress0() {
        return remoteAddress;
    }

    @Override
    public ChannelConfig config() {
        return config;
    }

    @Override
    public boolean isOpen() {
        return state != State.CLOSED;
    }

    @Override
    public boolean isActive() {
        return state == State.CONNECTED;
    }

    @Override
    public ChannelMetadata metadata() {
        return METADATA;
    }

    private final class InProcessUnsafe extends AbstractUnsafe {

        @Override
        public void connect(SocketAddress remote, @Nullable SocketAddress local, ChannelPromise promise) {
            if (!promise.setUncancellable() || !ensureOpen(promise)) {
                return;
            }
            if (accept == null || state != State.NEW) {
                safeSetFailure(promise, new AlreadyConnectedException());
                return;
            }
            InProcessChannel server = server(InProcessChannel.this);
            peer = server;
            server.pipeline().addLast(new Acceptor(accept));
            // On the event loop already, so the server end is active, or was refused, when this returns.
            eventLoop().register(server);
            if (!server.isActive()) {
                safeSetFailure(promise, new ConnectException("refused by the router: " + remote));
                close(voidPromise());
                return;
            }
            state = State.CONNECTED;
            safeSetSuccess(promise);
            pipeline().fireChannelActive();
        }

        void flushAgain() {
            flush0();
        }
    }

    private static final class Acceptor extends ChannelInitializer<Channel> {

        private final Consumer<Channel> accept;

        Acceptor(Consumer<Channel> accept) {
            this.accept = accept;
        }

        @Override
        protected void initChannel(Channel server) {
            accept.accept(server);
        }
    }

    private static final class Config extends DefaultChannelConfig {

        private final InProcessChannel end;

        Config(InProcessChannel channel) {
            super(channel);
            end = channel;
        }

        /** Without it one more batch would be read after setAutoRead(false). */
        @Override
        protected void autoReadCleared() {
            if (!end.isRegistered()) {
                return;
            }
            if (end.eventLoop().inEventLoop()) {
                end.readPending = false;
            } else {
                end.eventLoop().execute(this::clearReadPending);
            }
        }

        private void clearReadPending() {
            // Reading may have been switched on again before this task ran.
            if (!isAutoRead()) {
                end.readPending = false;
            }
        }
    }
}
