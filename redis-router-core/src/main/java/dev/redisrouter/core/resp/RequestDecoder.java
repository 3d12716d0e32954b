package dev.redisrouter.core.resp;

import io.netty.buffer.ByteBuf;

/** Signatures only. */
public final class RequestDecoder implements Request {

    /** What {@link #next} found. */
    public enum Result {
        /** A complete request; its positions can be read until the next call. */
        FRAME,
        /** The bytes end before the request does; keep them all and call again with more. */
        INCOMPLETE,
        /** Bytes that ask for nothing (an empty line, an array of no elements) were skipped. */
        EMPTY,
        /** Not a request that Redis would take: send {@link #error()} and close. The decoder is of no more use. */
        MALFORMED
    }

    public RequestDecoder(int maxBulkBytes, int maxArguments, int maxRequestBytes) {}

    /**
     * Looks for the request that starts at the reader index. On {@code FRAME} and {@code EMPTY} the reader index is
     * moved past it; otherwise it stays, and the next call must present the same bytes from its reader index on, in this
     * or in another buffer, and more behind them.
     */
    public Result next(ByteBuf in) {
        throw new UnsupportedOperationException();
    }

    /** The buffer given to {@link #next}, or a heap buffer of this request's own when it had to be rewritten (inline). */
    @Override
    public ByteBuf frame() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int frameStart() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int frameEnd() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int argumentCount() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int argumentOffset(int argument) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int argumentLength(int argument) {
        throw new UnsupportedOperationException();
    }

    /** After {@code MALFORMED}: the bytes to send before closing; empty where Redis closes without a word. */
    public byte[] error() {
        throw new UnsupportedOperationException();
    }

    /**
     * After {@code INCOMPLETE}: at least so many bytes more are needed, 1 or more. The peer's own claim: a hint for
     * sizing a buffer, never a reason to allocate that much at once.
     */
    public long missingBytes() {
        throw new UnsupportedOperationException();
    }
}
