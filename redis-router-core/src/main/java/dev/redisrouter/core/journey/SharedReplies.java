package dev.redisrouter.core.journey;

import dev.redisrouter.core.consistency.WriteLedger;
import dev.redisrouter.core.node.Node;
import dev.redisrouter.core.observe.CommandKind;
import dev.redisrouter.core.observe.ErrorKind;
import dev.redisrouter.core.upstream.ReplyTarget;
import dev.redisrouter.core.upstream.UpstreamConnection;
import io.netty.buffer.ByteBuf;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The replies to one client's commands on shared connections, and what they mean for what it may do next. */
final class SharedReplies implements ReplyTarget {
    /** After so many other nodes could not serve a command either, the client gets what the last one said. */
    private static final int ATTEMPTS = 100;

    /** What is said by a node that lacks what the master may have. */
    private static final Set<ErrorKind> ONLY_MASTER_KNOWS = EnumSet.of(ErrorKind.NOSCRIPT);

    /**
     * So often a read is asked of another node while the first may still answer. If that is silent too, it may be the reads
     * that make them so, and to go on would make all of them so.
     */
    private static final int ASKED_ELSEWHERE = 2;

    /**
     * A command that was lost with its node again waits before it is sent to a third: this long, and each time twice as long.
     * For the same reason.
     */
    private static final long LOST_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final int LONGEST_WAIT_SHIFT = 5;

    private final Client client;
    private final Worker worker;
    /** The keys of writes with several, by sequence. */
    private final Map<Long, int[]> keysOf = new HashMap<>();

    /** When commands without a reply were held for the first time, by sequence. */
    private final Map<Long, Long> heldSince = new HashMap<>();

    private int writes;
    private int readsElsewhere;
    private int held;

    /** The connection on which the writes without a reply were sent first; null when they were held. */
    private @Nullable UpstreamConnection writesOn;

    SharedReplies(Client client, Worker worker) {
        this.client = client;
        this.worker = worker;
    }

    /** Writes of this client without a reply. */
    int writes() {
        return writes;
    }

    /** Reads of this client without a reply that are not on the connection which its writes use. */
    int readsElsewhere() {
        return readsElsewhere;
    }

    /** Commands of this client in the hold queue. */
    int held() {
        return held;
    }

    void held(int more) {
        held += more;
    }

    /** When this command was held for the first time: now, if it was not before. */
    long heldSince(long sequence, long now) {
        return heldSince.computeIfAbsent(sequence, s -> now);
    }

    /** True when writes of this client are on their way on another connection, whatever that one is. */
    boolean writesAwayFrom(@Nullable UpstreamConnection connection) {
        return writes > 0 && writesOn != null && writesOn != connection && writesOn.open();
    }

    /**
     * A command gets its place; counted here until {@link #settle}.
     *
     * @param on where it is sent; null when it is held
     */
    long reserve(long note, @Nullable UpstreamConnection on) {
        if (Note.isWrite(note)) {
            if (writes == 0) {
                writesOn = on;
            }
            writes++;
        } else if (Note.elsewhere(note)) {
            readsElsewhere++;
        }
        return client.reserve(note);
    }

    void keys(long sequence, int[] hashes) {
        keysOf.put(sequence, hashes);
    }

    /** A command that has its place is sent again or, with no connection, held; elsewhere or not from now on. */
    void moved(long sequence, boolean elsewhere, @Nullable UpstreamConnection on) {
        long note = client.replies().note(sequence);
        if (Note.isWrite(note)) {
            writesOn = writesOn == null || !writesOn.open() ? on : writesOn;
        } else if (Note.elsewhere(note) != elsewhere) {
            readsElsewhere += elsewhere ? 1 : -1;
            client.replies().note(sequence, Note.elsewhere(note, elsewhere));
        }
    }

    /** A command is answered, by whomever: it no longer stands in the way of others, and its write counts. */
    private void settle(long note, long sequence, long now) {
        if (!heldSince.isEmpty()) {
            heldSince.remove(sequence);
        }
        if (Note.isWrite(note)) {
            writes--;
            wrote(note, sequence, now);
        } else if (Note.elsewhere(note)) {
            readsElsewhere--;
        }
    }

    private void wrote(long note, long sequence, long now) {
        WriteLedger ledger = worker.ledger();
        if (Note.kind(note) == Note.WRITE_KEY) {
            ledger.wrote(Note.keyHash(note), now);
        } else if (Note.kind(note) == Note.WRITE_KEYS) {
            int[] hashes = keysOf.remove(sequence);
            for (int hash : hashes == null ? new int[0] : hashes) {
                ledger.wrote(hash, now);
            }
        } else if (Note.kind(note) == Note.WRITE_ANY) {
            ledger.wroteUnknown(now);
        }
    }

    @Override
    public void replies(UpstreamConnection from, long sequence, int count, ByteBuf bytes, int start, int length) {
        int written = 0;
        long now = 0;
        for (long s = sequence; s < sequence + count; s++) {
            long note = client.replies().note(s);
            if (Note.isWrite(note)) {
                written++;
                // not the turn's time: the write may have been executed after the turn began
                now = now == 0 ? worker.clock().nanos() : now;
            }
            settle(note, s, now);
        }
        if (written > 0) {
            worker.wrote(from.node());
        }
        count(from, written, count - written);
        client.fill(sequence, count, bytes, start, length);
    }

    private static void count(UpstreamConnection from, int writes, int reads) {
        if (writes > 0) {
            from.meters().commands(CommandKind.WRITE, writes);
        }
        if (reads > 0) {
            from.meters().commands(CommandKind.READ, reads);
        }
    }

    @Override
    public void error(UpstreamConnection from, long sequence, ByteBuf bytes, int start, int length, ByteBuf command) {
        ErrorKind kind = ErrorKind.ofReply(bytes, start + 1, start + length);
        boolean notExecuted = switch (kind) {
            case READONLY, LOADING, MASTERDOWN -> true;
            default -> false;
        };
        if (kind == ErrorKind.READONLY) {
            client.replies().note(sequence, Note.onlyMaster(client.replies().note(sequence)));
        }
        if (notExecuted) {
            worker.feedback().doubt(from.node(), kind.name());
            if (sendAgain(sequence, command, from, false)) {
                return;
            }
        }
        long note = client.replies().note(sequence);
        if (ONLY_MASTER_KNOWS.contains(kind) && askMaster(from, note, sequence, command)) {
            return;
        }
        client.countError(kind);
        settle(note, sequence, worker.clock().nanos());
        count(from, Note.isWrite(note) ? 1 : 0, Note.isWrite(note) ? 0 : 1);
        client.fill(sequence, 1, bytes, start, length);
    }

    @Override
    public boolean part(UpstreamConnection from, long sequence, ByteBuf bytes, int start, int length) {
        // a shared connection does not wait for a client that others wait behind
        UpstreamConnection own = from.isSetAside() ? from : null;
        if (!client.closed() && !client.replies().inTurn(sequence)) {
            client.comesTooEarly(own);
            return false;
        }
        client.passPart(own, bytes, start, length);
        return true;
    }

    @Override
    public boolean reclaim(UpstreamConnection from, long sequence, ByteBuf command) {
        long note = client.replies().note(sequence);
        // a connection that is set aside for a large reply says nothing against its node
        Node failed = from.isSetAside() ? null : from.node();
        // between writes of its client it must stay, or it would be answered with what came later
        boolean mayMove =
                !Note.isWrite(note) && (writes == 0 || !worker.dispatcher().ordered());
        boolean taken = mayMove
                && !client.closed()
                && Note.attempts(note) < (from.isSetAside() ? ATTEMPTS : ASKED_ELSEWHERE)
                && !isSpent(note, command)
                && (!isHedge(from)
                        || (Note.attempts(note) == 0 && !worker.dispatcher().mayBeSlow(command)))
                && worker.dispatcher().sendElsewhere(client, sequence, command, failed);
        if (taken) {
            client.replies().note(sequence, Note.oneMoreAttempt(client.replies().note(sequence)));
            worker.meters().replayed(1);
        }
        return taken;
    }

    @Override
    public void lost(UpstreamConnection from, long sequence, ByteBuf command, boolean sent, boolean partial) {
        long note = client.replies().note(sequence);
        if (partial) {
            settle(note, sequence, worker.clock().nanos());
            client.close("its reply was cut off by " + from.node());
            return;
        }
        boolean safe = !sent || !Note.isWrite(note) || worker.dispatcher().mayRepeat(command);
        if (safe && !(sent && isSpent(note, command)) && sendAgain(sequence, command, from, sent)) {
            return;
        }
        fail(
                sequence,
                safe ? ErrorKind.NO_NODE : ErrorKind.UNCERTAIN,
                safe
                        ? "MASTERDOWN No node could serve the command"
                        : "UNCERTAIN The connection to the master was lost before its reply came: the command may have"
                                + " been executed");
    }

    @Override
    public void refused(UpstreamConnection from, long sequence, byte[] error) {
        settle(client.replies().note(sequence), sequence, worker.clock().nanos());
        client.fillRefusal(sequence, error);
    }

    /** Answers a command that has its place with an error of the router's own. */
    void fail(long sequence, ErrorKind kind, String text) {
        settle(client.replies().note(sequence), sequence, worker.clock().nanos());
        client.fillError(sequence, kind, text);
    }

    /** True when the node is in use and only silent, so that it may be the command that takes its time. */
    private boolean isHedge(UpstreamConnection from) {
        return !from.isSetAside() && worker.view().uses(from.node());
    }

    private boolean askMaster(UpstreamConnection from, long note, long sequence, ByteBuf command) {
        boolean asks = !client.closed()
                && !Note.isWrite(note)
                && from.node() != worker.view().master()
                && worker.dispatcher().askMaster(client, sequence, command);
        if (asks) {
            worker.meters().replayed(1);
        }
        return asks;
    }

    /** True for what must not be tried on yet another node. */
    private boolean isSpent(long note, ByteBuf command) {
        return Note.attempts(note) > 0 && worker.dispatcher().repeatedOnce(command);
    }

    /** @param sent true when the node may have been at it */
    private boolean sendAgain(long sequence, ByteBuf command, UpstreamConnection from, boolean sent) {
        long note = client.replies().note(sequence);
        int attempts = Note.attempts(note);
        if (client.closed() || attempts >= ATTEMPTS) {
            return false;
        }
        client.replies().note(sequence, Note.oneMoreAttempt(note));
        worker.meters().replayed(1);
        if (sent && attempts > 0) {
            int shift = Math.min(attempts - 1, LONGEST_WAIT_SHIFT);
            worker.dispatcher().againAfter(client, sequence, command, LOST_AGAIN_NANOS << shift);
        } else {
            worker.dispatcher().again(client, sequence, command, from.node());
        }
        return true;
    }
}
