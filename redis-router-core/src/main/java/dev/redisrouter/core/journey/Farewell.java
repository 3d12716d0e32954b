package dev.redisrouter.core.journey;

import dev.redisrouter.core.resp.RespWriter;
import dev.redisrouter.core.session.Phase;
import dev.redisrouter.core.upstream.ReplyTarget;
import dev.redisrouter.core.upstream.UpstreamConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.concurrent.TimeUnit;

/**
 * Waits until the node has forgotten what a client listens to, so that nothing that is asked later, on whatever connection,
 * finds it still there: the end of a connection may be overtaken. Only on the client's event loop.
 */
final class Farewell implements ReplyTarget {
    private static final ByteBuf RESET = reset();

    private final Client client;

    private Farewell(Client client) {
        this.client = client;
    }

    /**
     * The client does not listen any more when it goes on with its current command. A node that does not answer is not waited
     * for longer than for a connection.
     */
    static void say(Client client, UpstreamConnection pin, Worker worker) {
        client.stall(Stall.CALL);
        // what it waits for now is short
        client.session().phase(Phase.OPEN);
        Farewell farewell = new Farewell(client);
        long patience = worker.config().nodes().connectTimeout().toNanos();
        worker.loop().schedule(() -> farewell.givenUp(pin, worker), patience, TimeUnit.NANOSECONDS);
        pin.send(farewell, 0, RESET, 0, RESET.readableBytes());
    }

    private void givenUp(UpstreamConnection pin, Worker worker) {
        if (client.session().pin() == pin) {
            worker.turn().begin();
            over();
        }
    }

    private static ByteBuf reset() {
        ByteBuf command = Unpooled.buffer();
        RespWriter.command(command, "RESET");
        return Unpooled.unreleasableBuffer(command.asReadOnly());
    }

    private void over() {
        client.session().stopListening();
        client.resumeLater();
    }

    @Override
    public void replies(UpstreamConnection from, long sequence, int count, ByteBuf reply, int start, int length) {
        over();
    }

    /** One that may not be told so ends with its connection. */
    @Override
    public void error(UpstreamConnection from, long sequence, ByteBuf reply, int start, int length, ByteBuf command) {
        over();
    }

    @Override
    public boolean part(UpstreamConnection from, long sequence, ByteBuf reply, int start, int length) {
        return false;
    }

    @Override
    public boolean countsForLatency() {
        return false;
    }

    @Override
    public boolean reclaim(UpstreamConnection from, long sequence, ByteBuf command) {
        return false;
    }

    @Override
    public void lost(UpstreamConnection from, long sequence, ByteBuf command, boolean sent, boolean partial) {
        over();
    }

    @Override
    public void refused(UpstreamConnection from, long sequence, byte[] error) {
        over();
    }
}
