package dev.redisrouter.core.journey;

import dev.redisrouter.core.resp.ReplyScanner;
import dev.redisrouter.core.resp.RespWriter;
import dev.redisrouter.core.upstream.ReplyTarget;
import dev.redisrouter.core.upstream.UpstreamConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * The reply to a command on a pin that changes its session: the reply to {@code EXEC}, or to a single command after
 * {@code WATCH}. What it changes is done in its order, and the client gets the whole when that is over. Only on the event
 * loop of its client.
 */
final class ChangingReply implements ReplyTarget {
    private static final byte[] NOTHING = {};

    private final PinnedChanges executor;
    private final Client client;
    private ReplyTarget inner;
    private final List<QueuedChange> changes;
    private final boolean ofExec;

    /** The reply to each command, of the node or already of the router. */
    private final List<byte[]> replies = new ArrayList<>();

    /** What the node said unasked between them. */
    private final List<Push> pushes = new ArrayList<>(0);

    private boolean last;

    private record Push(int before, byte[] bytes) {}

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
            byte[] element = ByteBufUtil.getBytes(bytes, at, next - at);
            if (ofExec && element[0] == '>') {
                pushes.add(new Push(replies.size(), element));
            } else {
                replies.add(element);
            }
            at = next;
        }
        if (swallowed(sequence)) {
            // what the transaction itself says of CLIENT REPLY decides from there on
            Collections.fill(replies.subList(0, changes.get(0).place()), NOTHING);
        }
        change(from, sequence, 0);
    }

    private boolean swallowed(long sequence) {
        return ofExec && Note.isSwallowed(client.replies().note(sequence));
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
                    take(following - 1, answer);
                    change(from, sequence, following);
                });
                return;
            }
            take(i, answer);
        }
        give(from, sequence);
    }

    private void take(int which, Answer answer) {
        int place = changes.get(which).place();
        replies.set(place, answer.reply());
        last |= answer.last();
        if (ofExec && client.session().replyMode().swallows()) {
            int next = which + 1 < changes.size() ? changes.get(which + 1).place() : replies.size();
            Collections.fill(replies.subList(place, next), NOTHING);
        }
    }

    private void give(UpstreamConnection from, long sequence) {
        ByteBuf whole = Unpooled.buffer();
        if (swallowed(sequence)) {
            client.replies().note(sequence, Note.wanted(client.replies().note(sequence)));
        } else if (ofExec) {
            // as many as there are commands, also when some leave out their reply
            RespWriter.array(whole, replies.size());
        }
        Iterator<Push> said = pushes.iterator();
        Push next = said.hasNext() ? said.next() : null;
        for (int i = 0; i < replies.size(); i++) {
            while (next != null && next.before() == i) {
                whole.writeBytes(next.bytes());
                next = said.hasNext() ? said.next() : null;
            }
            whole.writeBytes(replies.get(i));
        }
        inner.replies(from, sequence, 1, whole, 0, whole.readableBytes());
        if (ofExec) {
            // what was said of the next command in the transaction is about the one behind it
            client.session().replyMode().next();
        }
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
        client.mustKeep(length);
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
