package dev.redisrouter.core.journey;

import dev.redisrouter.core.upstream.ReplyTarget;
import dev.redisrouter.core.upstream.UpstreamConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** The router's own {@code COMMAND}: takes in the bytes of the reply and leaves it to others to read them. */
final class CommandQuestion implements ReplyTarget {
    private static final ByteBuf COMMAND =
            Unpooled.unreleasableBuffer(Unpooled.copiedBuffer("*1\r\n$7\r\nCOMMAND\r\n", StandardCharsets.US_ASCII)
                    .asReadOnly());

    private final CompletableFuture<byte[]> answer;
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

    private CommandQuestion(CompletableFuture<byte[]> answer) {
        this.answer = answer;
    }

    /** Sends it; the answer, or why there is none, completes the future on the event loop. */
    static void ask(UpstreamConnection connection, CompletableFuture<byte[]> answer) {
        connection.send(new CommandQuestion(answer), 0, COMMAND, 0, COMMAND.readableBytes());
    }

    @Override
    public boolean countsForLatency() {
        return false;
    }

    @Override
    public void replies(UpstreamConnection from, long sequence, int count, ByteBuf bytes, int start, int length) {
        take(bytes, start, length);
        answer.complete(taken.toByteArray());
    }

    @Override
    public boolean part(UpstreamConnection from, long sequence, ByteBuf bytes, int start, int length) {
        take(bytes, start, length);
        return true;
    }

    private void take(ByteBuf bytes, int start, int length) {
        byte[] more = new byte[length];
        bytes.getBytes(start, more);
        taken.writeBytes(more);
    }

    @Override
    public void error(UpstreamConnection from, long sequence, ByteBuf bytes, int start, int length, ByteBuf command) {
        fail(bytes.toString(start, length, StandardCharsets.UTF_8).strip());
    }

    @Override
    public boolean reclaim(UpstreamConnection from, long sequence, ByteBuf command) {
        return false;
    }

    @Override
    public void lost(UpstreamConnection from, long sequence, ByteBuf command, boolean sent, boolean partial) {
        fail("the connection was lost");
    }

    @Override
    public void refused(UpstreamConnection from, long sequence, byte[] error) {
        fail(new String(error, StandardCharsets.UTF_8).strip());
    }

    private void fail(String reason) {
        answer.completeExceptionally(new IllegalStateException(reason));
    }
}
