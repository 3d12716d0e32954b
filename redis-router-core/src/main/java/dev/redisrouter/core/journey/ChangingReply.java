package dev.redisrouter.core.journey;

import dev.redisrouter.core.resp.ReplyScanner;
import dev.redisrouter.core.resp.RespWriter;
import dev.redisrouter.core.upstream.ReplyTarget;
import dev.redisrouter.core.upstream.UpstreamConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/**
 * The reply to a command on a pin that changes its session: the reply to {@code EXEC}, or to a single command after
 * {@code WATCH}. What it changes is done in its order, and the client gets the whole when that is over. Only on the event
 * loop of its client.
 */
final class ChangingReply implements ReplyTarget {
    private final PinnedChanges executor;
    private final Client client;
    private ReplyTarget inner;
    private final List<QueuedChange> changes;
    private final boolean ofExec;

    /** The reply to each command, of the node or already of the router. */
    private final List<byte[]> replies = new ArrayList<>();

    private boolean last;

    ChangingReply(PinnedChanges executor, Client client, List<QueuedChange> changes, boolean ofExec) {
        this.executor = executor;
        this.client = client;
        this.inner = client.pinnedReplies();
        this.changes = changes;
        this.ofExec = ofExec;
    }

    /** Has another take the reply to the client than its {@link PinnedReplies}. */
    ChangingReply givingTo(ReplyTarget target) {
        inner = target;
        return this;
    }

    @Override
    public void replies(UpstreamConnection from, long sequence, int count, ByteBuf bytes, int start, int length) {
        if (ofExec && !hasElements(bytes, start)) {
            // a watched key was changed: nothing was executed
            inner.replies(from, sequence, count, bytes, start, length);
            settled();
            return;
        }
        int end = start + length;
        ReplyScanner scanner = new ReplyScanner();
        int at = ofExec ? bytes.indexOf(start, end, (byte) '\n') + 1 : start;
        while (at < end) {
            int next = scanner.scan(bytes, at, end);
            replies.add(ByteBufUtil.getBytes(bytes, at, next - at));
            at = next;
        }
        change(from, sequence, 0);
    }

    private static boolean hasElements(ByteBuf bytes, int start) {
        return bytes.getByte(start) == '*' && bytes.getByte(start + 1) != '-';
    }

    private void change(UpstreamConnection from, long sequence, int first) {
        for (int i = first; i < changes.size(); i++) {
            QueuedChange change = changes.get(i);
            Answer answer = new Answer();
            executor.executed(client, change, Unpooled.wrappedBuffer(replies.get(change.place())), answer);
            if (!answer.given()) {
                int following = i + 1;
                answer.whenGiven(() -> {
                    take(change, answer);
                    change(from, sequence, following);
                });
                return;
            }
            take(change, answer);
        }
        give(from, sequence);
    }

    private void take(QueuedChange change, Answer answer) {
        replies.set(change.place(), answer.reply());
        last |= answer.last();
    }

    private void give(UpstreamConnection from, long sequence) {
        ByteBuf whole = Unpooled.buffer();
        if (ofExec) {
            RespWriter.array(whole, replies.size());
        }
        replies.forEach(whole::writeBytes);
        inner.replies(from, sequence, 1, whole, 0, whole.readableBytes());
        settled();
        if (last) {
            client.finish();
        }
    }

    /** From now on the client's following commands may be looked at. */
    private void settled() {
        client.session().settled();
        client.resumeLater();
    }

    @Override
    public void error(UpstreamConnection from, long sequence, ByteBuf bytes, int start, int length, ByteBuf command) {
        inner.error(from, sequence, bytes, start, length, command);
        settled();
    }

    @Override
    public boolean part(UpstreamConnection from, long sequence, ByteBuf bytes, int start, int length) {
        // it is taken apart, so it must be whole
        return false;
    }

    @Override
    public boolean reclaim(UpstreamConnection from, long sequence, ByteBuf command) {
        return false;
    }

    @Override
    public void lost(UpstreamConnection from, long sequence, ByteBuf command, boolean sent, boolean partial) {
        inner.lost(from, sequence, command, sent, partial);
        settled();
    }

    @Override
    public void refused(UpstreamConnection from, long sequence, byte[] error) {
        inner.refused(from, sequence, error);
        settled();
    }
}
