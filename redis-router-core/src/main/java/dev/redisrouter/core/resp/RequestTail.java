package dev.redisrouter.core.resp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Reads the rest of one request whose head has been sent on, and writes it in the form that every server reads alike,
 * without keeping any of it. Only on the client's event loop.
 */
public final class RequestTail {

    /** What {@link #read} came to. */
    public enum Result {
        /** There is more to come. */
        INCOMPLETE,
        END,
        /** Not a request that Redis would take: send {@link #error()} and close. */
        MALFORMED
    }

    private enum State {
        LINE,
        BULK,
        BULK_END
    }

    private final int maxBulkBytes;
    private final byte[] line = new byte[32];
    private State state = State.BULK;
    private int lineLength;
    /** Arguments that have not ended. */
    private int arguments;
    /** Bytes of the present argument still to come, or of its end, which is not looked at. */
    private int left;

    private long bytesAllowed;
    private byte[] error = ProtocolError.SILENT;

    /**
     * @param arguments how many are to come, the present one included
     * @param bulk length of the present one, whose first byte is next
     */
    RequestTail(int arguments, int bulk, int maxBulkBytes, long bytesAllowed) {
        this.arguments = arguments;
        this.left = bulk;
        this.maxBulkBytes = maxBulkBytes;
        this.bytesAllowed = bytesAllowed;
    }

    /** Takes what belongs to the request, and appends it to {@code out}. */
    public Result read(ByteBuf in, ByteBuf out) {
        int before = in.readerIndex();
        while (in.isReadable()) {
            switch (state) {
                case BULK -> {
                    int taken = Math.min(left, in.readableBytes());
                    out.writeBytes(in, taken);
                    left -= taken;
                    if (left == 0) {
                        state = State.BULK_END;
                        left = 2;
                    }
                }
                case BULK_END -> {
                    in.skipBytes(1);
                    if (--left == 0) {
                        out.writeShort('\r' << 8 | '\n');
                        if (--arguments == 0) {
                            return Result.END;
                        }
                        state = State.LINE;
                        lineLength = 0;
                    }
                }
                case LINE -> {
                    if (!readLine(in, out, bytesAllowed - (in.readerIndex() - before))) {
                        return Result.MALFORMED;
                    }
                }
            }
        }
        bytesAllowed -= in.readerIndex() - before;
        return Result.INCOMPLETE;
    }

    private boolean readLine(ByteBuf in, ByteBuf out, long allowed) {
        byte b = in.readByte();
        boolean complete = lineLength > 0 && line[lineLength - 1] == '\r';
        if (!complete) {
            if (lineLength == line.length) {
                return fail(ProtocolError.BULK_LENGTH);
            }
            line[lineLength++] = b;
            return lineLength > 1 || b == '$' || fail(ProtocolError.expectedBulk(b));
        }
        long length = lineLength < 3 ? -1 : Decimal.parse(Unpooled.wrappedBuffer(line), 1, lineLength - 1);
        if (length < 0 || length > maxBulkBytes) {
            return fail(ProtocolError.BULK_LENGTH);
        }
        if (length + 2 > allowed) {
            return fail(ProtocolError.SILENT);
        }
        left = (int) length;
        state = left == 0 ? State.BULK_END : State.BULK;
        if (left == 0) {
            left = 2;
        }
        RespWriter.bulkHeader(out, length);
        return true;
    }

    private boolean fail(byte[] reply) {
        error = reply;
        return false;
    }

    /** After {@code MALFORMED}: the bytes to send before closing; empty where Redis closes without a word. */
    public byte[] error() {
        return error.clone();
    }
}
