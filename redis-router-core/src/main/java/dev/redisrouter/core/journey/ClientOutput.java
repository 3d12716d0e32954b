package dev.redisrouter.core.journey;

import dev.redisrouter.config.LimitsConfig;
import dev.redisrouter.core.observe.ErrorKind;
import dev.redisrouter.core.reply.ReplyQueue;
import dev.redisrouter.core.upstream.LoopTurn;
import dev.redisrouter.core.upstream.UpstreamConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes to one client: its replies in their order, written once per turn, no faster than it reads and no more than
 * it may leave unread. Only on the client's event loop.
 */
final class ClientOutput {
    private static final Logger LOG = LoggerFactory.getLogger(ClientOutput.class);

    private enum Middle {
        OF_NOTHING,
        OF_A_REPLY,
        OF_AN_ASIDE
    }

    private final Worker worker;
    private final Channel channel;
    private final Session session;
    private final LimitsConfig limits;
    private final ReplyQueue replies = new ReplyQueue();
    private final LoopTurn.Writer writer = this::write;

    private boolean writeQueued;
    private boolean ending;
    private boolean ended;
    /** Since when the socket takes nothing although there is more; 0 while it does. */
    private long stuckSince;

    private boolean watched;
    /** Bytes of replies that have come and may not be given out yet. */
    private long keptBack;

    private @Nullable ByteBuf out;
    /** What was passed on last, unless its end has come too. */
    private Middle middle = Middle.OF_NOTHING;
    /** What has to wait for that end; null for nothing. */
    private @Nullable ByteBuf behind;
    /** Whose reply is passed on in parts, or who speaks unasked: paused while the client does not keep up. */
    private @Nullable UpstreamConnection source;
    /** Connections that are paused until the client's earlier replies have come; empty but for large replies. */
    private final Set<UpstreamConnection> early = new HashSet<>(0);

    ClientOutput(Worker worker, Channel channel, Session session) {
        this.worker = worker;
        this.channel = channel;
        this.session = session;
        this.limits = worker.limits();
    }

    ReplyQueue replies() {
        return replies;
    }

    /** Bytes that will be written at the end of the turn. */
    long pendingBytes() {
        return out == null ? 0 : out.readableBytes();
    }

    /** Bytes that the socket has not taken yet, and those of replies that wait for others before them. */
    long unsentBytes() {
        ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
        long waiting = behind == null ? 0 : behind.readableBytes();
        return replies.parkedBytes() + keptBack + waiting + (unsent == null ? 0 : unsent.totalPendingWriteBytes());
    }

    /** Fills places with replies; only lent. Nothing of it is written for places whose reply is not wanted. */
    void fill(long sequence, int places, ByteBuf bytes, int start, int size) {
        int length = Note.isSwallowed(replies.note(sequence)) ? 0 : size;
        if (replies.inTurn(sequence)) {
            earlyMayCome();
            if (middle == Middle.OF_AN_ASIDE) {
                replies.give(places, bytes, start, length, behind());
            } else {
                noLongerFrom(source);
                replies.give(places, bytes, start, length, out());
                middleEnds();
            }
            queueWrite();
        } else {
            replies.park(sequence, places, bytes, start, length);
            if (replies.parkedBytes() > limits.outputBytes()) {
                queueWrite();
            }
        }
    }

    /** So many bytes more, or less, of replies are kept back for the client. */
    void keepsBack(int bytes) {
        keptBack += bytes;
        if (keptBack > limits.outputBytes() && !ended) {
            queueWrite();
        }
    }

    /**
     * Passes on the beginning of a reply in turn, or more of it; {@link #fill} gives its end.
     *
     * @param from paused while the client does not keep up; null for one that others wait for as well
     */
    void passPart(@Nullable UpstreamConnection from, ByteBuf bytes, int start, int length) {
        source = from;
        middle = Middle.OF_A_REPLY;
        out().writeBytes(bytes, start, length);
        queueWrite();
    }

    /** Passes on what a node says unasked, or a part of it. */
    void passAside(UpstreamConnection from, ByteBuf bytes, int start, int length) {
        source = from;
        out().writeBytes(bytes, start, length);
        if (from.isInTheMiddle()) {
            middle = Middle.OF_AN_ASIDE;
        } else {
            middleEnds();
        }
        queueWrite();
    }

    /** Says something that is no reply, as soon as nothing else is in the middle; only lent. */
    void tell(ByteBuf bytes) {
        ByteBuf to = middle == Middle.OF_NOTHING ? out() : behind();
        to.writeBytes(bytes, bytes.readerIndex(), bytes.readableBytes());
        queueWrite();
    }

    private ByteBuf behind() {
        ByteBuf buffer = behind;
        if (buffer == null) {
            buffer = channel.alloc().directBuffer(512);
            behind = buffer;
        }
        return buffer;
    }

    private void middleEnds() {
        middle = Middle.OF_NOTHING;
        ByteBuf bytes = behind;
        if (bytes != null) {
            behind = null;
            out().writeBytes(bytes);
            bytes.release();
        }
    }

    /** A large reply has begun to come before its turn: its connection, if it has one to itself, waits. */
    void comesTooEarly(@Nullable UpstreamConnection from) {
        if (from != null && early.add(from)) {
            from.pause();
        }
    }

    private void earlyMayCome() {
        if (!early.isEmpty()) {
            early.forEach(UpstreamConnection::resume);
            early.clear();
        }
    }

    /** What was passed on in parts has ended. */
    private void noLongerFrom(@Nullable UpstreamConnection from) {
        if (from != null) {
            source = null;
            from.resume();
        }
    }

    /** True while a reply has a connection to itself, or waits on one for those before it. */
    boolean carriesLargeReply() {
        return (source != null && source.isSetAside()) || !early.isEmpty();
    }

    /** True when nothing is passed on in parts, or waits to be. */
    boolean isWhole() {
        return source == null && early.isEmpty();
    }

    /** The socket takes bytes again. */
    void writable() {
        stuckSince = 0;
        if (source != null) {
            source.resume();
        }
    }

    /** Closes the client once all replies are written. */
    void end() {
        ending = true;
        queueWrite();
    }

    /** True once it was told to {@link #end}. */
    boolean ending() {
        return ending;
    }

    /** The channel is closed: gives everything back, and writes no more. */
    void release() {
        ended = true;
        noLongerFrom(source);
        earlyMayCome();
        if (out != null) {
            out.release();
            out = null;
        }
        if (behind != null) {
            behind.release();
            behind = null;
        }
        replies.release();
    }

    private ByteBuf out() {
        ByteBuf buffer = out;
        if (buffer == null) {
            buffer = worker.outputBuffers().take();
            out = buffer;
        }
        return buffer;
    }

    private void queueWrite() {
        if (!writeQueued) {
            writeQueued = true;
            worker.turn().writeToClient(writer);
        }
    }

    private void write() {
        writeQueued = false;
        if (ended) {
            return;
        }
        ByteBuf bytes = out;
        out = null;
        if (bytes != null) {
            worker.meters().bytesOut(bytes.readableBytes());
            session.presence().seen(worker.turn().now());
            channel.writeAndFlush(bytes.retain(), channel.voidPromise());
            worker.outputBuffers().giveBack(bytes);
        }
        if (source != null && !channel.isWritable()) {
            source.pause();
            watch();
        }
        if (ending && replies.outstanding() == 0 && behind == null) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        closeIfTooMuch(unsentBytes());
    }

    private void watch() {
        if (stuckSince == 0) {
            stuckSince = worker.turn().now();
        }
        if (!watched) {
            watched = true;
            long left = stuckSince
                    + limits.outputTimeout().toNanos()
                    - worker.turn().now();
            worker.loop().schedule(this::timeout, left, TimeUnit.NANOSECONDS);
        }
    }

    private void timeout() {
        worker.turn().begin();
        watched = false;
        if (ended || stuckSince == 0) {
            return;
        }
        if (worker.turn().now() - stuckSince < limits.outputTimeout().toNanos()) {
            watch();
            return;
        }
        worker.meters().error(ErrorKind.OUTPUT_LIMIT, 1);
        LOG.warn(
                "client-closed client={} reason=\"it reads nothing\" limit-ms={}",
                session.id(),
                limits.outputTimeout().toMillis());
        closeAtOnce();
    }

    /** Ends the client when it lets so many bytes be kept for it. */
    void closeIfTooMuch(long bytes) {
        if (bytes > limits.outputBytes()) {
            worker.meters().error(ErrorKind.OUTPUT_LIMIT, 1);
            LOG.warn(
                    "client-closed client={} reason=\"{} bytes of replies are unread\" limit={}",
                    session.id(),
                    bytes,
                    limits.outputBytes());
            closeAtOnce();
        }
    }

    /** Not through the pipeline: TLS would wait for room to say goodbye, and take further replies meanwhile. */
    private void closeAtOnce() {
        channel.unsafe().close(channel.voidPromise());
    }
}
