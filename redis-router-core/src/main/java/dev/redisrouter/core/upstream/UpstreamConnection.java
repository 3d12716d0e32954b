package dev.redisrouter.core.upstream;

import dev.redisrouter.core.node.Node;
import dev.redisrouter.core.observe.NodeMeters;
import dev.redisrouter.core.resp.ProtocolException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to one node, set to one profile: takes commands at any time, sends them once the handshake is done,
 * and gives each reply to the target that asked, in order. Only on its event loop.
 */
public final class UpstreamConnection {
    /*
     * Life: CONNECTING -> HANDSHAKE -> READY -> CLOSED, with a way to CLOSED from each. The handshake's commands are
     * the first in the log and their replies the first that are due, so nothing else needs to know of it; only
     * writing waits until it has succeeded.
     *
     * When the connection ends, every command that is still due is handed back, oldest first, with its bytes.
     */
    private static final Logger LOG = LoggerFactory.getLogger(UpstreamConnection.class);

    /** A connection with more unanswered bytes takes no further clients' commands. */
    private static final long FULL = 8L * 1024 * 1024;

    static final long NOT_TIMED = Long.MIN_VALUE;

    private enum State {
        CONNECTING,
        HANDSHAKE,
        READY,
        CLOSED
    }

    private final Node node;
    private final Profile profile;
    private final UpstreamContext context;
    private final ConnectionOwner owner;
    private final NodeMeters meters;
    private final SendLog log = new SendLog(PooledByteBufAllocator.DEFAULT);
    private final ReplyStream replies = new ReplyStream(this, log);
    private final Handshake handshake = new Handshake(this);
    private final LoopTurn.Writer writer = this::write;
    private final List<Runnable> onRoom = new ArrayList<>();
    private final List<Runnable> onSettled = new ArrayList<>();

    private State state = State.CONNECTING;
    private boolean writeQueued;
    private boolean streams;
    private boolean setAside;
    /** When bytes last came. */
    private long heardAt;
    /** When the silence began that {@link #isNewSilence} was last asked about. */
    private long lastSilence;
    /** When its commands were last offered back. */
    private long offeredAt;

    private @Nullable Channel channel;
    private byte @Nullable [] refusal;
    private boolean failed;

    private UpstreamConnection(Node node, Profile profile, UpstreamContext context, ConnectionOwner owner) {
        this.owner = owner;
        this.node = node;
        this.profile = profile;
        this.context = context;
        this.meters = context.meters().node(node.address());
    }

    /**
     * Begins to connect; commands may be given to it at once.
     *
     * @param owner told what becomes of it
     */
    static UpstreamConnection open(Node node, Profile profile, UpstreamContext context, ConnectionOwner owner) {
        UpstreamConnection connection = new UpstreamConnection(node, profile, context, owner);
        connection.connect();
        return connection;
    }

    private void connect() {
        for (ByteBuf command : handshake.commands(profile)) {
            append(handshake, 0, command, command.readerIndex(), command.readableBytes());
        }
        long handshakeEnd = log.end();
        ChannelFuture connecting =
                context.connector().connect(node.address(), new UpstreamHandler(this, context.turn()));
        channel = connecting.channel();
        // never within this call, and never on another thread, as the future of a channel that could not be made would
        connecting.addListener(done -> context.loop().execute(() -> connected(connecting, handshakeEnd)));
        context.loop().schedule(this::handshakeOverdue, context.connectTimeout().toNanos(), TimeUnit.NANOSECONDS);
    }

    private void connected(ChannelFuture connecting, long handshakeEnd) {
        context.turn().begin();
        if (!connecting.isSuccess()) {
            failed("cannot connect: " + connecting.cause().getMessage());
        } else if (state == State.CONNECTING) {
            state = State.HANDSHAKE;
            log.writeTo(connecting.channel(), handshakeEnd);
            connecting.channel().flush();
        } else {
            connecting.channel().close();
        }
    }

    private void handshakeOverdue() {
        if (state == State.CONNECTING || state == State.HANDSHAKE) {
            context.turn().begin();
            failed("no handshake within " + context.connectTimeout().toMillis() + " ms");
        }
    }

    void handshakeDone() {
        state = State.READY;
        meters.connectionOpened();
        settle();
        if (log.end() > log.written()) {
            queueWrite();
        }
    }

    void handshakeRefused(byte[] error) {
        refusal = error;
        // says nothing against the node: a client chose the profile
        meters.connectionFailed();
        close("handshake refused");
    }

    public Node node() {
        return node;
    }

    /** What is counted for its node. */
    public NodeMeters meters() {
        return meters;
    }

    public Profile profile() {
        return profile;
    }

    /** True while it takes commands. */
    public boolean open() {
        return state != State.CLOSED;
    }

    /** True once the handshake has succeeded, and until it is closed. */
    public boolean ready() {
        return state == State.READY;
    }

    /** True while replies are due, or while it may say something unasked. */
    public boolean busy() {
        return !replies.isEmpty() || replies.listener() != null;
    }

    /** How many replies are due. */
    public int due() {
        return replies.due();
    }

    /** True when no further clients' commands should be given to it for now; see {@link #whenRoom}. */
    public boolean full() {
        return log.pendingBytes() > FULL || (streams && state == State.READY && !isWritable());
    }

    private boolean isWritable() {
        return channel != null && channel.isWritable();
    }

    /** True when it is left to one large reply, and others use another connection. */
    public boolean isSetAside() {
        return setAside;
    }

    /** True while something was passed on in parts and its end has not come. */
    public boolean isInTheMiddle() {
        return replies.isInTheMiddle();
    }

    /** The node's reply to {@code HELLO}; empty until it came. */
    public byte[] hello() {
        return handshake.hello();
    }

    /** The error with which the node refused the handshake; null when it did not. */
    public byte @Nullable [] refusal() {
        return refusal;
    }

    /** True when it was ended for a reason that speaks against the node. */
    boolean hasFailed() {
        return failed;
    }

    /** Runs once, when it is no longer {@link #full} or is closed. */
    public void whenRoom(Runnable task) {
        onRoom.add(task);
    }

    /** Runs once, when the handshake has succeeded or the connection is closed; now, if that is so already. */
    public void whenSettled(Runnable task) {
        if (state == State.READY || state == State.CLOSED) {
            task.run();
        } else {
            onSettled.add(task);
        }
    }

    /**
     * Sends one command.
     *
     * @param target gets the reply, or null to discard it
     * @param sequence handed back with the reply
     */
    public void send(@Nullable ReplyTarget target, long sequence, ByteBuf command, int start, int length) {
        append(target, sequence, command, start, length);
        if (state == State.READY) {
            queueWrite();
        }
    }

    private void append(@Nullable ReplyTarget target, long sequence, ByteBuf command, int start, int length) {
        replies.expect(target, sequence, context.turn().now());
        log.append(command, start, length);
        node.addOutstanding(1);
    }

    /** From now on everything received is shown to this listener first. For good: such a connection is not handed on. */
    public void listen(Listener listener) {
        replies.listener(listener);
    }

    /**
     * Begins a command whose bytes are given to {@link #stream} and not kept, so that it can never be sent again. Only when
     * ready, and nothing is due.
     */
    public void beginStream(ReplyTarget target, long sequence) {
        if (state != State.READY || !replies.isEmpty()) {
            throw new IllegalStateException(
                    "stream on a connection: " + state + ", due " + replies.due() + " (expected: READY, due 0)");
        }
        streams = true;
        replies.expectStreamed(target, sequence, context.turn().now());
        node.addOutstanding(1);
    }

    /** Sends the next bytes of the command begun, which become the connection's; {@code last} with its end. */
    public void stream(ByteBuf bytes, boolean last) {
        Channel to = channel;
        if (state != State.READY || to == null) {
            bytes.release();
            return;
        }
        to.write(bytes, to.voidPromise());
        if (last) {
            streams = false;
            replies.streamed();
        }
        queueWrite();
    }

    /** Gives the command up that was begun: nobody is told of its end. The connection is of no use any more. */
    public void abandonStream() {
        replies.forgetOldest();
    }

    /** The node takes bytes again. */
    void writable() {
        if (!onRoom.isEmpty() && !full()) {
            runAll(onRoom);
        }
    }

    /** Reads no further until {@link #resume}, because its reader cannot keep up; not while others wait on it. */
    public void pause() {
        if (channel != null && replies.nobodyElseWaits()) {
            channel.config().setAutoRead(false);
        }
    }

    public void resume() {
        if (channel != null && !channel.config().isAutoRead()) {
            channel.config().setAutoRead(true);
        }
    }

    /** The reply that has begun is large: whoever waits behind it is asked to have its command answered elsewhere. */
    void carriesLargeReply() {
        if (!setAside) {
            setAside = true;
            owner.carriesLargeReply(this);
        }
    }

    private void queueWrite() {
        if (!writeQueued) {
            writeQueued = true;
            context.turn().writeToNode(writer);
        }
    }

    private void write() {
        writeQueued = false;
        Channel to = channel;
        if (state == State.CLOSED || to == null) {
            return;
        }
        log.writeTo(to, log.end());
        to.flush();
    }

    /** Bytes from the node; only lent. */
    void received(ByteBuf in) {
        heardAt = context.turn().now();
        try {
            replies.received(in);
        } catch (ProtocolException e) {
            failed("unreadable reply: " + e.getMessage());
        }
        if (state == State.CLOSED) {
            return;
        }
        log.answered(replies.answeredUpTo());
        if (setAside && replies.isEmpty()) {
            setAside = false;
            owner.isThroughWithLargeReply(this);
        }
        writable();
    }

    /**
     * So many commands that were sent at one time are answered.
     *
     * @param sentAt {@link #NOT_TIMED} for those that say nothing about clients' commands
     */
    void answered(int count, long sentAt) {
        if (sentAt != NOT_TIMED) {
            long took = context.turn().now() - sentAt;
            meters.latency(took, count);
            node.observeLatency(took);
        }
        node.addOutstanding(-count);
    }

    /** Since when the node owes replies and says nothing; 0 while it owes none, or has not been asked yet. */
    public long silentSince() {
        boolean owes = state == State.READY && !replies.isEmpty();
        return owes ? Math.max(replies.oldestSentAt(), heardAt) : 0;
    }

    /** True at the first call for a silence that began then. */
    public boolean isNewSilence(long since) {
        boolean fresh = since != lastSilence;
        lastSilence = since;
        return fresh;
    }

    /** When its commands were last {@link #offerBack offered back}; 0 for never. */
    public long offeredAt() {
        return offeredAt;
    }

    /** The node may not answer for long: lets targets take back what they can have answered elsewhere. */
    public void offerBack() {
        if (state == State.READY) {
            offeredAt = context.turn().now();
            replies.offerBack(true);
        }
    }

    /** As {@link #offerBack}, but for whom the oldest reply is: it waits for itself. */
    void offerBackToOthers() {
        replies.offerBack(false);
    }

    /** Ends the connection, for a reason that speaks against the node. */
    void failed(String reason) {
        if (state == State.CLOSED) {
            return;
        }
        if (state != State.READY) {
            meters.connectionFailed();
        }
        LOG.debug("upstream-lost node={} database={} reason=\"{}\"", node, profile.database(), reason);
        failed = true;
        context.feedback().doubt(node, reason);
        close(reason);
    }

    /** The channel ended by itself. */
    void ended(String reason) {
        failed(reason);
    }

    /** Ends the connection and hands back what is still due on it. */
    public void close(String reason) {
        if (state == State.CLOSED) {
            return;
        }
        if (state == State.READY) {
            meters.connectionClosed();
        }
        state = State.CLOSED;
        // one that could not even be made, for want of file descriptors, cannot be closed either
        if (channel != null && channel.isRegistered()) {
            channel.close();
        }
        try {
            replies.release();
            owner.closed(this);
            node.addOutstanding(-replies.due());
            replies.handBack(refusal);
            log.release();
            Listener listener = replies.listener();
            if (listener != null) {
                listener.lost(this, reason, replies.cutsOffAside());
            }
        } finally {
            settle();
            runAll(onRoom);
        }
    }

    private void settle() {
        runAll(onSettled);
    }

    private static void runAll(List<Runnable> tasks) {
        List<Runnable> due = List.copyOf(tasks);
        tasks.clear();
        due.forEach(Runnable::run);
    }
}
