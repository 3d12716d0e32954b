package dev.redisrouter.core.journey;

import dev.redisrouter.core.observe.CommandKind;
import dev.redisrouter.core.observe.ErrorKind;
import dev.redisrouter.core.session.Phase;
import dev.redisrouter.core.upstream.ReplyTarget;
import dev.redisrouter.core.upstream.UpstreamConnection;
import io.netty.buffer.ByteBuf;

/**
 * The replies to one client's commands on its pin. What was sent there is not sent again, since what it means depends on
 * the connection's state, which is gone with it: but for a command that blocks, and means the same anywhere.
 */
final class PinnedReplies implements ReplyTarget {
    static final String UNCERTAIN =
            "UNCERTAIN The connection to the master was lost before its reply came: the command may have been executed";

    private final Client client;
    private final Worker worker;

    PinnedReplies(Client client, Worker worker) {
        this.client = client;
        this.worker = worker;
    }

    @Override
    public void replies(UpstreamConnection from, long sequence, int count, ByteBuf bytes, int start, int length) {
        Session session = client.session();
        Listening listening = session.listening();
        from.meters().commands(listening == null ? CommandKind.TRANSACTION : CommandKind.SUBSCRIPTION, count);
        session.pinnedWritesDone(worker.clock().nanos());
        if (listening != null) {
            listening.move().arrived();
            if (session.phase() == Phase.LISTENING && from.due() == 0) {
                session.pinnedWritesOver();
            }
        }
        client.fill(sequence, count, bytes, start, length);
        release();
    }

    @Override
    public void error(UpstreamConnection from, long sequence, ByteBuf bytes, int start, int length, ByteBuf command) {
        ErrorKind kind = ErrorKind.ofReply(bytes, start + 1, start + length);
        boolean demoted = kind == ErrorKind.UNBLOCKED && !client.session().unblockedByClient();
        if (kind == ErrorKind.READONLY || demoted) {
            worker.feedback().doubt(from.node(), kind.name());
        }
        if (demoted && BlockedMove.begin(client, worker, sequence, command)) {
            return;
        }
        client.countError(kind);
        replies(from, sequence, 1, bytes, start, length);
    }

    private void release() {
        if (client.session().releasePin()) {
            client.resumeLater();
        }
    }

    @Override
    public boolean part(UpstreamConnection from, long sequence, ByteBuf bytes, int start, int length) {
        if (!client.closed() && !client.replies().inTurn(sequence)) {
            return false;
        }
        client.passPart(from, bytes, start, length);
        return true;
    }

    @Override
    public boolean reclaim(UpstreamConnection from, long sequence, ByteBuf command) {
        return false;
    }

    @Override
    public void lost(UpstreamConnection from, long sequence, ByteBuf command, boolean sent, boolean partial) {
        Listening listening = client.session().listening();
        if (listening != null && !partial && listening.move().takes(sequence, command, sent)) {
            return;
        }
        client.session().pinnedWritesDone(worker.clock().nanos());
        if (!partial && BlockedMove.begin(client, worker, sequence, command)) {
            return;
        }
        lose(from);
        if (partial) {
            client.close("its reply was cut off by " + from.node());
        } else if (sent) {
            client.fillError(sequence, ErrorKind.UNCERTAIN, UNCERTAIN);
        } else {
            client.fillError(
                    sequence,
                    ErrorKind.NO_NODE,
                    "MASTERDOWN The command could not be sent to the master, and was not executed");
        }
    }

    @Override
    public void refused(UpstreamConnection from, long sequence, byte[] error) {
        client.session().stopListening();
        lose(from);
        client.fillRefusal(sequence, error);
    }

    private void lose(UpstreamConnection pin) {
        client.session().pinLost(pin);
        client.resumeLater();
    }
}
