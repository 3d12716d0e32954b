package dev.redisrouter.core.journey;

import dev.redisrouter.core.observe.ErrorKind;
import dev.redisrouter.core.resp.RespWriter;
import dev.redisrouter.core.upstream.ReplyTarget;
import dev.redisrouter.core.upstream.UpstreamConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** The reply to one durable write: kept back until replicas have the write. Only on its event loop. */
final class DurableReply implements ReplyTarget, Confirmer.Unconfirmed {
    private final Client client;
    private final Worker worker;
    private final ReplyTarget inner;
    private final Confirmer confirmer;

    private long since;

    /** Null until it has come. */
    private @Nullable Kept kept;

    private record Kept(UpstreamConnection from, long sequence, ByteBuf bytes) {}

    /** @param inner gets it when it is confirmed, or an error in its place */
    DurableReply(Client client, Worker worker, ReplyTarget inner, Confirmer confirmer) {
        this.client = client;
        this.worker = worker;
        this.inner = inner;
        this.confirmer = confirmer;
    }

    @Override
    public void replies(UpstreamConnection from, long sequence, int count, ByteBuf bytes, int start, int length) {
        since = worker.clock().nanos();
        // what the pin has written is there to be read, even if the pin is given back before this is confirmed
        client.session().pinnedWritesDone(since);
        kept = new Kept(from, sequence, ByteBufAllocator.DEFAULT.buffer(length).writeBytes(bytes, start, length));
        client.keepsBack(length);
        confirmer.take(this);
    }

    @Override
    public long since() {
        return since;
    }

    @Override
    public void confirmed() {
        worker.meters().confirmed();
        Kept reply = take();
        give(reply, reply.bytes());
        reply.bytes().release();
    }

    @Override
    public void failed(String why) {
        client.countError(ErrorKind.UNCONFIRMED);
        Kept reply = take();
        reply.bytes().release();
        ByteBuf error = Unpooled.buffer();
        RespWriter.error(error, "UNCERTAIN The master has executed the command, " + why);
        give(reply, error);
    }

    private Kept take() {
        Kept reply = kept;
        if (reply == null) {
            throw new IllegalStateException("a reply that has not come is neither confirmed nor not");
        }
        kept = null;
        client.keepsBack(-reply.bytes().readableBytes());
        return reply;
    }

    /** Even an error in its place is the reply to something that was executed. */
    private void give(Kept reply, ByteBuf bytes) {
        inner.replies(reply.from(), reply.sequence(), 1, bytes, 0, bytes.readableBytes());
    }

    @Override
    public void error(UpstreamConnection from, long sequence, ByteBuf bytes, int start, int length, ByteBuf command) {
        inner.error(from, sequence, bytes, start, length, command);
    }

    @Override
    public boolean part(UpstreamConnection from, long sequence, ByteBuf bytes, int start, int length) {
        // what was passed on cannot be kept back
        client.mustKeep(length);
        return false;
    }

    @Override
    public boolean reclaim(UpstreamConnection from, long sequence, ByteBuf command) {
        return inner.reclaim(from, sequence, command);
    }

    @Override
    public void lost(UpstreamConnection from, long sequence, ByteBuf command, boolean sent, boolean partial) {
        inner.lost(from, sequence, command, sent, partial);
    }

    @Override
    public void refused(UpstreamConnection from, long sequence, byte[] error) {
        inner.refused(from, sequence, error);
    }
}
