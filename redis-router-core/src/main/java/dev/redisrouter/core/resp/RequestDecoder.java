package dev.redisrouter.core.resp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/**
 * Finds where one client's requests begin and end, and where their arguments lie. Reads what Redis reads, answers what
 * Redis answers, and allocates nothing for an ordinary request. One per client, only on the client's event loop.
 *
 * <p>All positions are kept relative to the first byte of the request, so between two calls the caller may move the bytes
 * to another buffer; no byte of an argument is ever looked at, and no line is searched twice:
 *
 * <pre>
 *    *2\r\n $3\r\n GET\r\n $100000000\r\n ......................
 *    ^ start                             ^ at                  ^ limit: the call ends, the next goes on from "at"
 * </pre>
 *
 * What Redis accepts but another server might read differently (an inline line, line ends other than {@code \r\n}, which
 * Redis skips unseen) is handed on rewritten. So the frame's bytes mean the same to everyone, and can be put on a
 * connection that other clients share.
 */
public final class RequestDecoder implements Request {

    /** What {@link #next} found. */
    public enum Result {
        /** A complete request; its positions can be read until the next call. */
        FRAME,
        /** The bytes end before the request does; keep them all and call again with more. */
        INCOMPLETE,
        /** Bytes that ask for nothing (an empty line, an array of no elements) were skipped. */
        EMPTY,
        /** Not a request that Redis would take: send {@link #error()} and close. Nothing more is decoded. */
        MALFORMED
    }

    private static final int UNKNOWN = -1;
    private static final int CRLF = '\r' << 8 | '\n';
    /** The shortest argument, {@code $0\r\n\r\n}. */
    private static final int MIN_ARGUMENT_BYTES = 6;

    private static final int UNAUTHENTICATED_BULK_BYTES = 16384;
    private static final int UNAUTHENTICATED_ARGUMENTS = 10;

    /** What {@link #number} returns instead of a number. */
    private static final long LINE_INCOMPLETE = Long.MIN_VALUE + 1;

    private static final long LINE_TOO_LONG = Long.MIN_VALUE + 2;
    private static final long NOT_A_BULK = Long.MIN_VALUE + 3;

    private final int maxBulkBytes;
    private final int maxArguments;
    private final int maxRequestBytes;
    private int allowedBulkBytes;
    private int allowedArguments;
    private final Arguments arguments = new Arguments();

    /** Bytes of the current request that are understood. */
    private int at;
    /** Bytes of the current request in which the end of the line at {@link #at} is known not to be. */
    private int searched;
    /** Bytes of the current request that the last call brought. */
    private int limit;
    /** Arguments still to come, {@link #UNKNOWN} before the first line. */
    private int remaining = UNKNOWN;
    /** Length of the argument at {@link #at}, {@link #UNKNOWN} before its line. */
    private int bulk = UNKNOWN;
    /** True if a line end was skipped that is not {@code \r\n}. */
    private boolean loose;

    private boolean finished;
    private byte[] error = ProtocolError.SILENT;
    private boolean failed;

    private ByteBuf frame = Unpooled.EMPTY_BUFFER;
    private int frameStart;
    private int frameEnd;

    /**
     * @param maxBulkBytes the longest argument, 0 or more
     * @param maxArguments the most arguments of one request, 1 or more
     * @param maxRequestBytes the longest request, 1 or more
     */
    public RequestDecoder(int maxBulkBytes, int maxArguments, int maxRequestBytes) {
        this.maxBulkBytes = maxBulkBytes;
        this.maxArguments = maxArguments;
        this.maxRequestBytes = maxRequestBytes;
        this.allowedBulkBytes = maxBulkBytes;
        this.allowedArguments = maxArguments;
    }

    /** From the next request on, allows as little as Redis does while a client is not authenticated; or all again. */
    public void restrict(boolean unauthenticated) {
        allowedBulkBytes = unauthenticated ? Math.min(UNAUTHENTICATED_BULK_BYTES, maxBulkBytes) : maxBulkBytes;
        allowedArguments = unauthenticated ? Math.min(UNAUTHENTICATED_ARGUMENTS, maxArguments) : maxArguments;
    }

    /**
     * Looks for the request that starts at the reader index. On {@code FRAME} and {@code EMPTY} the reader index is
     * moved past it; otherwise it stays, and the next call must present the same bytes from its reader index on, in this
     * or in another buffer, and more behind them.
     */
    public Result next(ByteBuf in) {
        if (failed) {
            return Result.MALFORMED;
        }
        if (finished) {
            restart();
        }
        limit = in.readableBytes();
        if (limit == 0) {
            return Result.INCOMPLETE;
        }
        int start = in.readerIndex();
        if (remaining == UNKNOWN) {
            if (in.getByte(start) != '*') {
                return inline(in, start);
            }
            Result header = arrayHeader(in, start);
            if (header != Result.FRAME) {
                return header;
            }
        }
        return bulks(in, start);
    }

    /** Reads {@code *n}; {@code FRAME} means: go on with the arguments. */
    private Result arrayHeader(ByteBuf in, int start) {
        long length = number(in, start, '*');
        if (length == LINE_INCOMPLETE) {
            return Result.INCOMPLETE;
        }
        if (length == LINE_TOO_LONG) {
            return fail(ProtocolError.ARRAY_LINE_TOO_LONG);
        }
        if (length > allowedArguments || length == Decimal.NOT_A_NUMBER) {
            boolean restricted = length > allowedArguments && length <= maxArguments;
            return fail(restricted ? ProtocolError.UNAUTHENTICATED_ARRAY : ProtocolError.ARRAY_LENGTH);
        }
        if (length <= 0) {
            return skip(in, start);
        }
        remaining = (int) length;
        return Result.FRAME;
    }

    private Result bulks(ByteBuf in, int start) {
        while (remaining > 0) {
            if (bulk == UNKNOWN) {
                long length = number(in, start, '$');
                if (length < 0 || length > allowedBulkBytes) {
                    return noBulk(length, in, start);
                }
                bulk = (int) length;
            }
            long end = (long) at + bulk + 2;
            if (end > maxRequestBytes) {
                return fail(ProtocolError.SILENT);
            }
            if (end > limit) {
                return Result.INCOMPLETE;
            }
            arguments.add(at, bulk);
            loose |= in.getShort(start + at + bulk) != CRLF;
            at = (int) end;
            searched = at;
            bulk = UNKNOWN;
            remaining--;
        }
        return complete(in, start);
    }

    private Result noBulk(long length, ByteBuf in, int start) {
        if (length == LINE_INCOMPLETE) {
            return Result.INCOMPLETE;
        }
        if (length == LINE_TOO_LONG) {
            return fail(ProtocolError.BULK_LINE_TOO_LONG);
        }
        if (length == NOT_A_BULK) {
            return fail(ProtocolError.expectedBulk(in.getByte(start + at)));
        }
        boolean restricted = length > allowedBulkBytes && length <= maxBulkBytes;
        return fail(restricted ? ProtocolError.UNAUTHENTICATED_BULK : ProtocolError.BULK_LENGTH);
    }

    /** Reads the line {@code <type><number>\r\n} and moves past it; or one of the negative constants. */
    private long number(ByteBuf in, int start, char type) {
        if (limit - at >= Long.BYTES) {
            long eight = in.getLong(start + at);
            long line = ShortLine.parse(eight);
            if (line != ShortLine.NONE && (char) (eight >>> 56) == type) {
                at += ShortLine.bytes(line);
                searched = at;
                return ShortLine.number(line);
            }
        }
        int end = lineEnd(in, start, (byte) '\r');
        if (end == UNKNOWN) {
            return limit - at > ProtocolError.MAX_LINE ? LINE_TOO_LONG : LINE_INCOMPLETE;
        }
        if (end + 1 == limit) {
            return LINE_INCOMPLETE;
        }
        if (in.getByte(start + at) != type) {
            return NOT_A_BULK;
        }
        long number = Decimal.parse(in, start + at + 1, start + end);
        // Redis skips the byte behind the \r without a look.
        loose |= in.getByte(start + end + 1) != '\n';
        at = end + 2;
        searched = at;
        return number;
    }

    /** The position of the byte that ends the current line, {@link #UNKNOWN} if it has not come within the allowed length. */
    private int lineEnd(ByteBuf in, int start, byte terminator) {
        int stop = Math.min(limit, at + ProtocolError.MAX_LINE + 1);
        if (searched < stop) {
            int found = in.indexOf(start + searched, start + stop, terminator);
            if (found >= 0) {
                searched = found - start;
                return searched;
            }
            searched = stop;
        }
        return UNKNOWN;
    }

    private Result inline(ByteBuf in, int start) {
        int end = lineEnd(in, start, (byte) '\n');
        if (end == UNKNOWN) {
            return limit > ProtocolError.MAX_LINE ? fail(ProtocolError.INLINE_TOO_LONG) : Result.INCOMPLETE;
        }
        at = end + 1;
        if (end > 0 && in.getByte(start + end - 1) == '\r') {
            end--;
        }
        if (in.indexOf(start, start + end, (byte) 0) >= 0) {
            return fail(ProtocolError.NUL_IN_INLINE);
        }
        InlineRequest line = new InlineRequest(ByteBufUtil.getBytes(in, start, end));
        int words = line.split(arguments);
        if (words == InlineRequest.UNBALANCED) {
            return fail(ProtocolError.UNBALANCED_QUOTES);
        }
        if (words > maxArguments) {
            return fail(ProtocolError.ARRAY_LENGTH);
        }
        if (words == 0) {
            return skip(in, start);
        }
        return present(in, start, arguments.rewrite(Unpooled.wrappedBuffer(line.text()), 0));
    }

    private Result complete(ByteBuf in, int start) {
        if (loose) {
            return present(in, start, arguments.rewrite(in, start));
        }
        frame = in;
        frameStart = start;
        frameEnd = start + at;
        return finish(in, start);
    }

    private Result present(ByteBuf in, int start, ByteBuf rewritten) {
        frame = rewritten;
        frameStart = 0;
        frameEnd = rewritten.writerIndex();
        return finish(in, start);
    }

    private Result finish(ByteBuf in, int start) {
        if (isHttp()) {
            return fail(ProtocolError.SILENT);
        }
        in.readerIndex(start + at);
        finished = true;
        return Result.FRAME;
    }

    private Result skip(ByteBuf in, int start) {
        in.readerIndex(start + at);
        finished = true;
        return Result.EMPTY;
    }

    private Result fail(byte[] reply) {
        failed = true;
        error = reply;
        return Result.MALFORMED;
    }

    private void restart() {
        at = 0;
        searched = 0;
        remaining = UNKNOWN;
        bulk = UNKNOWN;
        loose = false;
        finished = false;
        frame = Unpooled.EMPTY_BUFFER;
        arguments.clear();
    }

    /**
     * Redis takes a command named POST or Host: for a web page that was made to talk to it, and closes the connection,
     * so that the page's body is never executed.
     */
    private boolean isHttp() {
        return switch (arguments.length(0)) {
            case 4 -> isNamed("post");
            case 5 -> isNamed("host:");
            default -> false;
        };
    }

    private boolean isNamed(String lowerCase) {
        int from = argumentOffset(0);
        for (int i = 0; i < lowerCase.length(); i++) {
            byte b = frame.getByte(from + i);
            if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The buffer given to {@link #next}, or a heap buffer of this request's own, which needs no release. */
    @Override
    public ByteBuf frame() {
        return frame;
    }

    @Override
    public int frameStart() {
        return frameStart;
    }

    @Override
    public int frameEnd() {
        return frameEnd;
    }

    @Override
    public int argumentCount() {
        return arguments.count();
    }

    @Override
    public int argumentOffset(int argument) {
        return frameStart + arguments.offset(argument);
    }

    @Override
    public int argumentLength(int argument) {
        return arguments.length(argument);
    }

    /**
     * After {@code INCOMPLETE}: presents the request as far as it is here, if all that is missing begins within an argument
     * of at least so many bytes. Its arguments are those before that one, and its frame ends behind that one's line.
     *
     * @return false when it cannot be presented, and has to be waited for
     */
    public boolean presentsHead(ByteBuf in, int leastBytes) {
        if (remaining == UNKNOWN || bulk < leastBytes || arguments.count() == 0 || loose) {
            return false;
        }
        frame = in;
        frameStart = in.readerIndex();
        frameEnd = frameStart + at;
        return !isHttp();
    }

    /** After {@link #presentsHead}: how many arguments the whole request has. */
    public int announcedArguments() {
        return arguments.count() + remaining;
    }

    /** After {@link #presentsHead}: moves the reader index behind the head; what follows is for the tail to read. */
    public RequestTail cutOffHead(ByteBuf in) {
        in.readerIndex(frameEnd);
        finished = true;
        return new RequestTail(remaining, bulk, maxBulkBytes, maxRequestBytes - at);
    }

    /** After {@code MALFORMED}: the bytes to send before closing; empty where Redis closes without a word. */
    public byte[] error() {
        return error.clone();
    }

    /**
     * After {@code INCOMPLETE}: at least so many bytes more are needed, 1 or more. The peer's own claim: a hint for
     * sizing a buffer, never a reason to allocate that much at once.
     */
    public long missingBytes() {
        int announced = Math.max(remaining, 0);
        long needed = bulk == UNKNOWN
                ? (long) MIN_ARGUMENT_BYTES * announced
                : (long) MIN_ARGUMENT_BYTES * (announced - 1) + bulk + 2;
        return Math.max(1, at + needed - limit);
    }
}
