package dev.redisrouter.core.journey;

import dev.redisrouter.core.command.CommandSpec;
import dev.redisrouter.core.resp.RespWriter;
import dev.redisrouter.core.route.ScanCursor;
import dev.redisrouter.core.upstream.ReplyTarget;
import dev.redisrouter.core.upstream.UpstreamConnection;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The reply to one scan: what {@link SharedReplies} makes of it, with the cursor at its head as the client shall see it.
 * One for each command, so that its reply comes by itself and not in a run with others. Only on its event loop.
 */
final class ScanReply implements ReplyTarget {
    private static final byte[] HEAD = "*2\r\n$".getBytes(StandardCharsets.US_ASCII);
    /** More digits are no cursor that could be read. */
    private static final int MAX_LENGTH_DIGITS = 2;

    private final Worker worker;
    private final Scans scans;
    private final ReplyTarget replies;
    private final CommandSpec spec;
    private final int process;
    private final boolean goesOn;
    private boolean headGiven;

    /**
     * @param process the number of the node's process when the scan was sent
     * @param goesOn true when it was sent with another cursor than 0
     */
    ScanReply(Worker worker, Scans scans, ReplyTarget replies, CommandSpec spec, int process, boolean goesOn) {
        this.worker = worker;
        this.scans = scans;
        this.replies = replies;
        this.spec = spec;
        this.process = process;
        this.goesOn = goesOn;
    }

    @Override
    public void replies(UpstreamConnection from, long sequence, int count, ByteBuf bytes, int start, int length) {
        if (count != 1) {
            throw new IllegalStateException("replies to a scan: " + count + " (expected: 1)");
        }
        ByteBuf shown = headGiven ? null : forClient(from, bytes, start, length);
        if (shown == null) {
            replies.replies(from, sequence, 1, bytes, start, length);
        } else {
            replies.replies(from, sequence, 1, shown, 0, shown.readableBytes());
        }
    }

    @Override
    public boolean part(UpstreamConnection from, long sequence, ByteBuf bytes, int start, int length) {
        ByteBuf shown = headGiven ? null : forClient(from, bytes, start, length);
        boolean given = shown == null
                ? replies.part(from, sequence, bytes, start, length)
                : replies.part(from, sequence, shown, 0, shown.readableBytes());
        headGiven |= given;
        return given;
    }

    @Override
    public void error(UpstreamConnection from, long sequence, ByteBuf bytes, int start, int length, ByteBuf command) {
        replies.error(from, sequence, bytes, start, length, scans.anew(command, spec));
    }

    @Override
    public boolean reclaim(UpstreamConnection from, long sequence, ByteBuf command) {
        return replies.reclaim(from, sequence, scans.anew(command, spec));
    }

    @Override
    public void lost(UpstreamConnection from, long sequence, ByteBuf command, boolean sent, boolean partial) {
        replies.lost(from, sequence, scans.anew(command, spec), sent, partial);
    }

    @Override
    public void refused(UpstreamConnection from, long sequence, byte[] error) {
        replies.refused(from, sequence, error);
    }

    /** The reply, or its first part, with the cursor as the client shall see it; null when it need not change. */
    private @Nullable ByteBuf forClient(UpstreamConnection from, ByteBuf bytes, int start, int length) {
        int end = start + length;
        int digits = start + HEAD.length;
        for (int i = 0; i < HEAD.length; i++) {
            if (i >= length || bytes.getByte(start + i) != HEAD[i]) {
                return null;
            }
        }
        int lineEnd = bytes.indexOf(digits, Math.min(end, digits + MAX_LENGTH_DIGITS + 1), (byte) '\r');
        if (lineEnd < 0) {
            return null;
        }
        long cursorLength = ScanCursor.parse(bytes, digits, lineEnd - digits);
        int cursorAt = lineEnd + 2;
        int behind = cursorAt + (int) cursorLength + 2;
        if (cursorLength < 0 || behind > end) {
            return null;
        }
        long own = ScanCursor.parse(bytes, cursorAt, (int) cursorLength);
        long shown = own == ScanCursor.FOREIGN ? own : shown(from, own);
        if (shown == own) {
            return null;
        }
        ByteBuf reply = worker.scratch();
        RespWriter.array(reply, 2);
        RespWriter.bulk(reply, Long.toString(shown));
        return reply.writeBytes(bytes, behind, end - behind);
    }

    private long shown(UpstreamConnection from, long own) {
        if (process != from.node().process() && (goesOn || own != 0)) {
            // another process may have answered, to which the cursor that was sent meant something else
            return ScanCursor.beginAnew();
        }
        return ScanCursor.forClient(own, process, scans.isMaster(from.node()));
    }
}
