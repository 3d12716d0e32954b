package dev.redisrouter.core.upstream;

import dev.redisrouter.core.resp.ProtocolException;
import dev.redisrouter.core.resp.ReplyScanner;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Takes apart what a connection receives, and gives each reply to the target that asked, oldest first. Only on the
 * connection's event loop.
 */
final class ReplyStream {
    /** A reply of which this much is here is passed on in parts. */
    private static final int PART = 64 * 1024;

    /** Room for more behind an incomplete reply. */
    private static final int ROOM = 4096;

    /** A reply of which so much was passed on in parts is large. */
    private static final long LARGE = 1024 * 1024;

    /** Where the beginning of the incomplete reply went. */
    private enum Begun {
        /** Nowhere: it is kept until its end is here. */
        NOWHERE,
        TO_TARGET,
        ASIDE
    }

    private enum Streamed {
        NO,
        PARTLY,
        WHOLE
    }

    private final UpstreamConnection connection;
    private final SendLog log;
    private final ReplyScanner scanner = new ReplyScanner();
    private PendingReplies pending = new PendingReplies();
    private Begun begun = Begun.NOWHERE;
    /** How much of the incomplete reply was passed on. */
    private long passed;
    /** The one command that is due is not in the log: it was passed on, or is passed on right now. */
    private Streamed streamed = Streamed.NO;

    private @Nullable ByteBuf unread;
    private @Nullable Listener listener;

    /** Reads the commands that are answered with errors, and stands behind the first ones of one pending entry. */
    private @Nullable LogCursor errors;

    private long errorsEntry;
    private int errorsRead;

    ReplyStream(UpstreamConnection connection, SendLog log) {
        this.connection = connection;
        this.log = log;
    }

    /** The command that is about to be appended to the log is owed a reply. */
    void expect(@Nullable ReplyTarget target, long sequence, long now) {
        pending.add(target, sequence, log.end(), now);
    }

    /** A command is owed a reply that is not appended to the log. Only when no other is due. */
    void expectStreamed(ReplyTarget target, long sequence, long now) {
        expect(target, sequence, now);
        pending.seal();
        streamed = Streamed.PARTLY;
    }

    /** That command has been sent whole. */
    void streamed() {
        streamed = Streamed.WHOLE;
    }

    /** Nobody waits for the oldest reply any more. */
    void forgetOldest() {
        pending.forgetOldest();
    }

    /** True when no reply is due. */
    boolean isEmpty() {
        return pending.isEmpty();
    }

    /** When the oldest command without a reply was sent. Only when one is due. */
    long oldestSentAt() {
        return pending.time();
    }

    /** How many replies are due. */
    int due() {
        return pending.commands();
    }

    /** From now on this listener is shown every reply before it counts as one. */
    void listener(Listener shown) {
        listener = shown;
    }

    @Nullable
    Listener listener() {
        return listener;
    }

    /** Everything in the log before this position is answered. */
    long answeredUpTo() {
        return pending.isEmpty() ? log.end() : pending.position();
    }

    /**
     * Bytes from the node; only lent.
     *
     * @throws ProtocolException when they are no replies
     */
    void received(ByteBuf in) {
        ByteBuf kept = unread;
        if (kept == null) {
            consume(in, in.readerIndex());
            if (connection.open()) {
                keep(in);
            }
            return;
        }
        int fresh = kept.writerIndex();
        if (kept.writableBytes() < in.readableBytes()) {
            // doubles, as far as the reply needs it: Netty alone would grow by 4 MiB steps and copy each time
            int more = (int) Math.min(scanner.missingBytes(), kept.capacity());
            kept.ensureWritable(Math.max(in.readableBytes(), more));
        }
        kept.writeBytes(in);
        consume(kept, fresh);
        if (connection.open()) {
            trim(kept);
        }
    }

    /** Copies what is left of the shared receive buffer. */
    private void keep(ByteBuf source) {
        if (source.isReadable()) {
            unread = PooledByteBufAllocator.DEFAULT
                    .directBuffer(source.readableBytes() + ROOM)
                    .writeBytes(source);
        }
    }

    private void trim(ByteBuf kept) {
        if (kept.isReadable()) {
            kept.discardSomeReadBytes();
        } else {
            release();
        }
    }

    /** Forgets what is not read yet. */
    void release() {
        if (unread != null) {
            unread.release();
            unread = null;
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
            if (listener != null && isAside(listener, source, at, next)) {
                giveRun(source, runStart, run, at);
                giveAside(listener, source, at, next);
                runStart = next;
                run = 0;
            } else if (pending.isEmpty()) {
                connection.failed("a reply without a request");
                return;
            } else if (isError()) {
                giveRun(source, runStart, run, at);
                giveError(source, at, next);
                runStart = next;
                run = 0;
            } else if (++run == pending.count() || listener != null) {
                giveRun(source, runStart, run, next);
                runStart = next;
                run = 0;
            }
            if (!connection.open()) {
                return;
            }
            at = next;
            next = at < end ? scanner.scan(source, at, end) : ReplyScanner.INCOMPLETE;
        }
        giveRun(source, runStart, run, at);
        if (!connection.open()) {
            return;
        }
        source.readerIndex(at);
        if (end - at >= PART || (begun != Begun.NOWHERE && end > at)) {
            giveBeginning(source, at, end);
        }
    }

    private boolean isError() {
        return scanner.type() == '-' || scanner.type() == '!';
    }

    /** What was begun to be passed aside ends there, and shows no beginning any more to judge it by. */
    private boolean isAside(Listener by, ByteBuf source, int start, int end) {
        return begun == Begun.ASIDE
                || (begun == Begun.NOWHERE && by.isAside(pending.target(), pending.sequence(), source, start, end));
    }

    private void giveAside(Listener to, ByteBuf source, int start, int end) {
        if (connection.open()) {
            begun = Begun.NOWHERE;
            to.aside(source, start, end - start);
        }
    }

    private void giveRun(ByteBuf source, int start, int count, int end) {
        if (count == 0) {
            return;
        }
        ReplyTarget target = pending.target();
        long sequence = pending.sequence();
        boolean tooEarly = streamed == Streamed.PARTLY;
        answered(count);
        begun = Begun.NOWHERE;
        passed = 0;
        if (target != null) {
            target.replies(connection, sequence, count, source, start, end - start);
        }
        closeIf(tooEarly);
    }

    private void giveError(ByteBuf source, int start, int end) {
        if (!connection.open()) {
            return;
        }
        ReplyTarget target = pending.target();
        long sequence = pending.sequence();
        ByteBuf command = oldestCommand();
        boolean tooEarly = streamed == Streamed.PARTLY;
        answered(1);
        if (target != null) {
            target.error(connection, sequence, source, start, end - start, command);
        }
        closeIf(tooEarly);
    }

    /** A command was answered before its end was sent: what is sent of it from now on would be taken for another. */
    private void closeIf(boolean tooEarly) {
        if (tooEarly) {
            connection.close("answered before the end of the command");
        }
    }

    private void answered(int count) {
        ReplyTarget target = pending.target();
        boolean timed = target != null && target.countsForLatency();
        connection.answered(count, timed ? pending.time() : UpstreamConnection.NOT_TIMED);
        streamed = Streamed.NO;
        pending.answered(count);
    }

    /** The command that is answered next; goes on from the last one, since errors often come in long runs. */
    private ByteBuf oldestCommand() {
        if (streamed != Streamed.NO) {
            return Unpooled.EMPTY_BUFFER;
        }
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

    private void giveBeginning(ByteBuf source, int start, int end) {
        if (isError()) {
            return;
        }
        if (listener != null && begun != Begun.TO_TARGET) {
            Listener.Beginning beginning =
                    begun == Begun.ASIDE ? Listener.Beginning.ASIDE : listener.beginning(source, start, end);
            if (beginning == Listener.Beginning.ASIDE) {
                begun = Begun.ASIDE;
                source.readerIndex(end);
                listener.aside(source, start, end - start);
            }
            if (beginning != Listener.Beginning.REPLY) {
                return;
            }
        }
        ReplyTarget target = pending.target();
        if (pending.isEmpty()) {
            return;
        }
        if (target == null) {
            // nobody waits for it any more
            begun = Begun.TO_TARGET;
            source.readerIndex(end);
            return;
        }
        if (passed + end - start >= LARGE || scanner.missingBytes() >= LARGE) {
            connection.carriesLargeReply();
        }
        if (target.part(connection, pending.sequence(), source, start, end - start)) {
            begun = Begun.TO_TARGET;
            source.readerIndex(end);
            passed += end - start;
        }
    }

    /**
     * Lets targets take back what they can have answered elsewhere, but for a reply that has begun.
     *
     * @param oldestTargetToo false when the target of the oldest command goes on waiting for all of its own
     */
    void offerBack(boolean oldestTargetToo) {
        if (pending.isEmpty() || streamed != Streamed.NO) {
            return;
        }
        PendingReplies waiting = pending;
        pending = new PendingReplies();
        LogCursor commands = new LogCursor(log, waiting.position()).skip(waiting.done());
        ReplyTarget oldest = oldestTargetToo ? null : waiting.target();
        long oldestSequence = waiting.sequence();
        boolean hasBegun = begun == Begun.TO_TARGET;
        while (!waiting.isEmpty()) {
            ReplyTarget target = waiting.target();
            long sequence = waiting.sequence();
            long time = waiting.time();
            long position = commands.position();
            ByteBuf command = commands.next();
            waiting.answered(1);
            boolean wantedBefore = target != oldest || sequence < oldestSequence;
            boolean offered = !hasBegun && (target == null || wantedBefore);
            boolean reclaimed = offered && (target == null || target.reclaim(connection, sequence, command));
            pending.add(reclaimed ? null : target, sequence, position, time);
            hasBegun = false;
        }
    }

    /** True when nobody waits behind the oldest command but who asked for that one. */
    boolean nobodyElseWaits() {
        return pending.onlyTheFirstTargetWaits();
    }

    /** The connection has ended: hands every command without a reply back, oldest first. */
    void handBack(byte @Nullable [] refusal) {
        if (pending.isEmpty()) {
            return;
        }
        boolean partial = begun == Begun.TO_TARGET;
        if (streamed != Streamed.NO) {
            handBackStreamed(partial);
            partial = false;
        }
        if (pending.isEmpty()) {
            return;
        }
        LogCursor commands = new LogCursor(log, pending.position()).skip(pending.done());
        while (!pending.isEmpty()) {
            ReplyTarget target = pending.target();
            long sequence = pending.sequence();
            boolean sent = commands.position() < log.written();
            ByteBuf command = commands.next();
            pending.answered(1);
            if (target != null && refusal != null) {
                target.refused(connection, sequence, refusal);
            } else if (target != null) {
                target.lost(connection, sequence, command, sent, partial);
            }
            partial = false;
        }
    }

    private void handBackStreamed(boolean partial) {
        ReplyTarget target = pending.target();
        long sequence = pending.sequence();
        boolean sent = streamed == Streamed.WHOLE;
        streamed = Streamed.NO;
        pending.answered(1);
        if (target != null) {
            target.lost(connection, sequence, Unpooled.EMPTY_BUFFER, sent, partial);
        }
    }

    /** True when something was passed on of which the end has not come. */
    boolean isInTheMiddle() {
        return begun != Begun.NOWHERE;
    }

    /** True when what was passed aside has begun and not ended, and never will if the connection ends now. */
    boolean cutsOffAside() {
        return begun == Begun.ASIDE;
    }
}
