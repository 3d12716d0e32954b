package dev.redisrouter.core.journey;

import dev.redisrouter.core.observe.ErrorKind;
import dev.redisrouter.core.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * The router's own answer to one command, which may have to be gathered from other event loops or from a node before
 * it can be given. Only on its client's event loop.
 */
final class Answer {
    private byte @Nullable [] reply;
    private @Nullable ErrorKind error;
    private boolean last;
    private boolean mayGoOn;
    private Runnable onGiven = () -> {};

    /** Runs once, when the answer is given later than now. */
    void whenGiven(Runnable task) {
        onGiven = task;
    }

    /** The command may be executed; only then is there something to answer. */
    void goOn() {
        mayGoOn = true;
        onGiven.run();
    }

    boolean mayGoOn() {
        return mayGoOn;
    }

    boolean given() {
        return reply != null;
    }

    /** A whole reply; the bytes are only lent. */
    void give(ByteBuf bytes) {
        byte[] copy = new byte[bytes.readableBytes()];
        bytes.getBytes(bytes.readerIndex(), copy);
        give(copy, null);
    }

    /** An error of the router's own. */
    void giveError(ErrorKind kind, String text) {
        ByteBuf bytes = Unpooled.buffer();
        RespWriter.error(bytes, text);
        byte[] copy = new byte[bytes.readableBytes()];
        bytes.readBytes(copy);
        give(copy, kind);
    }

    private void give(byte[] bytes, @Nullable ErrorKind kind) {
        reply = bytes;
        error = kind;
        onGiven.run();
    }

    /** There is no reply. */
    void giveNothing() {
        give(new byte[0], null);
    }

    /** The client is closed behind this answer. */
    void isLast() {
        last = true;
    }

    boolean last() {
        return last;
    }

    /** Only when it is {@link #given}. */
    byte[] reply() {
        if (reply == null) {
            throw new IllegalStateException("answer: none (expected: one that is given)");
        }
        return reply;
    }

    /** Makes it the reply to the client's current command; only when it is {@link #given}. */
    void sendTo(Client client, Worker worker) {
        byte[] bytes = reply();
        if (error != null) {
            client.countError(error);
        }
        if (bytes.length > 0) {
            client.answer(worker.scratch().writeBytes(bytes));
        }
        if (last) {
            client.finish();
        }
    }
}
