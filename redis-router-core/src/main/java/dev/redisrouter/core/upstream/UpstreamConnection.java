package dev.redisrouter.core.upstream;

import dev.redisrouter.core.node.Node;
import dev.redisrouter.core.observe.NodeMeters;
import dev.redisrouter.core.resp.ProtocolException;
import dev.redisrouter.core.resp.ReplyScanner;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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

    /** A reply of which this much is here is passed on in parts. */
    private static final int PART = 64 * 1024;

    /** Room for more behind an incomplete reply. */
    private static final int ROOM = 4096;

    /** A connection with more unanswered bytes takes no further clients' commands. */
    private static final long FULL = 8L * 1024 * 1024;

    private enum State {
        CONNECTING,
        HANDSHAKE,
        READY,
        CLOSED
    }

    private final Node node;
    private final Profile profile;
    private final UpstreamContext context;
    private final Consumer<UpstreamConnection> onClosed;
    private final NodeMeters meters;
    private final SendLog log = new SendLog(ByteBufAllocator.DEFAULT);
    private PendingReplies pending = new PendingReplies();
    private final ReplyScanner scanner = new ReplyScanner();
    private final Handshake handshake = new Handshake(this);
    private final LoopTurn.Writer writer = this::write;
    private final List<Runnable> onRoom = new ArrayList<>();
    private final List<Runnable> onSettled = new ArrayList<>();

    private State state = State.CONNECTING;
    private boolean writeQueued;
    private boolean partGiven;
    /** Reads the commands that are answered with errors, and stands behind the first ones of one pending entry. */
    private @Nullable LogCursor errors;

    private long errorsEntry;
    private int errorsRead;
    private @Nullable Channel channel;
    private @Nullable ByteBuf unread;
    private @Nullable RawTarget raw;
    private byte @Nullable [] refusal;

    private UpstreamConnection(
            Node node, Profile profile, UpstreamContext context, Consumer<UpstreamConnection> onClosed) {
        this.onClosed = onClosed;
        this.node = node;
        this.profile = profile;
        this.context = context;
        this.meters = context.meters().node(node.address());
    }

    /**
     * Begins to connect; commands may be given to it at once.
     *
     * @param onClosed told once when it ends, before its commands are handed back
     */
    static UpstreamConnection open(
            Node node, Profile profile, UpstreamContext context, Consumer<UpstreamConnection> onClosed) {
        UpstreamConnection connection = new UpstreamConnection(node, profile, context, onClosed);
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

    /** True while replies are due, or while it does not follow requests and replies at all. */
    public boolean busy() {
        return !pending.isEmpty() || raw != null;
    }

    /** True when no further clients' commands should be given to it for now; see {@link #whenRoom}. */
    public boolean full() {
        return log.pendingBytes() > FULL;
    }

    /** The node's reply to {@code HELLO}; empty until it came. */
    public byte[] hello() {
        return handshake.hello();
    }

    /** The error with which the node refused the handshake; null when it did not. */
    public byte @Nullable [] refusal() {
        return refusal;
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
        pending.add(target, sequence, log.end(), context.turn().now());
        log.append(command, start, length);
        node.addOutstanding(1);
    }

    /** From now on everything received goes to this target. Only when nothing is due. */
    public void passRaw(RawTarget target) {
        if (!pending.isEmpty()) {
            throw new IllegalStateException("replies due: " + pending.commands() + " (expected: 0)");
        }
        raw = target;
    }

    /** Sends bytes without expecting a reply of its own; only after {@link #passRaw}. */
    public void sendRaw(ByteBuf bytes, int start, int length) {
        log.append(bytes, start, length);
        if (state == State.READY) {
            queueWrite();
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
        if (raw != null) {
            log.answered(log.end());
        }
    }

    /** Bytes from the node; only lent. */
    void received(ByteBuf in) {
        if (raw != null) {
            raw.raw(in);
            return;
        }
        ByteBuf source = in;
        int fresh = in.readerIndex();
        if (unread != null) {
            source = unread;
            fresh = unread.writerIndex();
            if (unread.writableBytes() < in.readableBytes()) {
                // doubles, as far as the reply needs it: Netty alone would grow by 4 MiB steps and copy each time
                int more = (int) Math.min(scanner.missingBytes(), unread.capacity());
                unread.ensureWritable(Math.max(in.readableBytes(), more));
            }
            unread.writeBytes(in);
        }
        try {
            consume(source, fresh);
        } catch (ProtocolException e) {
            failed("unreadable reply: " + e.getMessage());
        }
        if (state == State.CLOSED) {
            return;
        }
        if (unread == null) {
            keep(source);
        } else {
            trim(unread);
        }
        log.answered(pending.isEmpty() ? log.end() : pending.position());
        if (!onRoom.isEmpty() && !full()) {
            runAll(onRoom);
        }
    }

    /** Copies what is left of the shared receive buffer. */
    private void keep(ByteBuf source) {
        if (source.isReadable()) {
            unread = ByteBufAllocator.DEFAULT
                    .directBuffer(source.readableBytes() + ROOM)
                    .writeBytes(source);
        }
    }

    private void trim(ByteBuf kept) {
        if (kept.isReadable()) {
            kept.discardSomeReadBytes();
        } else {
            unread = null;
            kept.release();
        }
    }

    /** @param fresh where the bytes begin that the scanner has not seen */
    private void consume(ByteBuf source, int fresh) {
        int end = source.writerIndex();
        int at = source.readerIndex();
        int runStart = at;
        int run = 0;
        int next = fresh < end ? scanner.scan(source, fresh, end) : ReplyScanner.INCOMPLETE;
        while (next != ReplyScanner.INCOMPLETE) {
            if (pending.isEmpty()) {
                failed("a reply without a request");
                return;
            }
            if (isError()) {
                giveRun(source, runStart, run, at);
                giveError(source, at, next);
                runStart = next;
                run = 0;
            } else if (++run == pending.count()) {
                giveRun(source, runStart, run, next);
                runStart = next;
                run = 0;
            }
            if (state == State.CLOSED) {
                return;
            }
            at = next;
            next = at < end ? scanner.scan(source, at, end) : ReplyScanner.INCOMPLETE;
        }
        giveRun(source, runStart, run, at);
        if (state == State.CLOSED) {
            return;
        }
        source.readerIndex(at);
        if (end - at >= PART || (partGiven && end > at)) {
            givePart(source, at, end);
        }
    }

    private boolean isError() {
        return scanner.type() == '-' || scanner.type() == '!';
    }

    private void giveRun(ByteBuf source, int start, int count, int end) {
        if (count == 0) {
            return;
        }
        ReplyTarget target = pending.target();
        long sequence = pending.sequence();
        observe(count);
        pending.answered(count);
        partGiven = false;
        if (target != null) {
            target.replies(this, sequence, count, source, start, end - start);
        }
    }

    private void giveError(ByteBuf source, int start, int end) {
        if (state == State.CLOSED) {
            return;
        }
        ReplyTarget target = pending.target();
        long sequence = pending.sequence();
        ByteBuf command = oldestCommand();
        observe(1);
        pending.answered(1);
        if (target != null) {
            target.error(this, sequence, source, start, end - start, command);
        }
    }

    /** The command that is answered next; goes on from the last one, since errors often come in long runs. */
    private ByteBuf oldestCommand() {
        LogCursor commands = errors;
        if (commands == null || errorsEntry != pending.position()) {
            commands = new LogCursor(log, pending.position());
            errors = commands;
            errorsEntry = pending.position();
            errorsRead = 0;
        }
        ByteBuf command = commands.skip(pending.done() - errorsRead).next();
        errorsRead = pending.done() + 1;
        return command;
    }

    private void givePart(ByteBuf source, int start, int end) {
        ReplyTarget target = pending.target();
        if (isError() || pending.isEmpty() || target == null) {
            return;
        }
        if (target.part(this, pending.sequence(), source, start, end - start)) {
            partGiven = true;
            source.readerIndex(end);
        }
    }

    private void observe(int count) {
        long took = context.turn().now() - pending.time();
        meters.latency(took, count);
        node.observeLatency(took);
        node.addOutstanding(-count);
    }

    /** Lets every target take back what it can have answered elsewhere; the others go on waiting. */
    public void offerBack() {
        if (state != State.READY || partGiven) {
            return;
        }
        PendingReplies waiting = pending;
        pending = new PendingReplies();
        LogCursor commands = waiting.isEmpty() ? null : new LogCursor(log, waiting.position()).skip(waiting.done());
        while (commands != null && !waiting.isEmpty()) {
            ReplyTarget target = waiting.target();
            long sequence = waiting.sequence();
            long time = waiting.time();
            long position = commands.position();
            ByteBuf command = commands.next();
            waiting.answered(1);
            boolean reclaimed = target == null || target.reclaim(this, sequence, command);
            pending.add(reclaimed ? null : target, sequence, position, time);
        }
    }

    private void failed(String reason) {
        if (state == State.CLOSED) {
            return;
        }
        if (state != State.READY) {
            meters.connectionFailed();
        }
        LOG.debug("upstream-lost node={} database={} reason=\"{}\"", node, profile.database(), reason);
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
        if (unread != null) {
            unread.release();
            unread = null;
        }
        onClosed.accept(this);
        handBack();
        log.release();
        if (raw != null) {
            raw.rawLost(reason);
        }
        settle();
        runAll(onRoom);
    }

    private void handBack() {
        node.addOutstanding(-pending.commands());
        if (pending.isEmpty()) {
            return;
        }
        LogCursor commands = new LogCursor(log, pending.position()).skip(pending.done());
        boolean partial = partGiven;
        while (!pending.isEmpty()) {
            ReplyTarget target = pending.target();
            long sequence = pending.sequence();
            boolean sent = commands.position() < log.written();
            ByteBuf command = commands.next();
            pending.answered(1);
            if (target != null && refusal != null) {
                target.refused(this, sequence, refusal);
            } else if (target != null) {
                target.lost(this, sequence, command, sent, partial);
            }
            partial = false;
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
