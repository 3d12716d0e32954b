package dev.redisrouter.core.resp;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Finds where each reply of a node ends, in RESP2 and RESP3. One per upstream connection, only on its event loop.
 *
 * <p>Every byte is given to it once. What it remembers is what is still missing (bytes of the current string, elements
 * per level), never where something was: the caller may forward a reply's bytes, or forget or move them, before the
 * reply is complete.
 *
 * <p>An aggregate adds a level with its number of elements; an element that ends takes one off its level, and a level
 * with none left is itself an element that ends. An attribute of n pairs is a level of 2n + 1 elements: its pairs and the
 * reply that they belong to. A push within an aggregate is none of its elements: Redis 7.0 puts one there when a
 * transaction publishes to its own client. Streamed strings and aggregates are not known; no Redis sends them.
 */
public final class ReplyScanner {

    /** The reply does not end within the bytes given; all of them were taken in and are not needed again. */
    public static final int INCOMPLETE = -1;

    /**
     * Deeper than any reply of Redis: a script's nested tables end at 7,994 levels with "reached lua stack limit", and
     * EXEC adds one (seen on 7.0.15 and 8.0.2). A lower bound would let one client's script cost the connection that it
     * shares with others.
     */
    static final int MAX_DEPTH = 8192;

    private static final int KEPT_DEPTH = 32;
    private static final int CRLF = '\r' << 8 | '\n';
    private static final int MAX_DIGITS = 18;
    /** {@code +OK\r} and {@code $-1\r}. */
    private static final int OK = '+' << 24 | 'O' << 16 | 'K' << 8 | '\r';

    private static final int ABSENT = '$' << 24 | '-' << 16 | '1' << 8 | '\r';

    private enum State {
        /** The next byte says what follows. */
        TYPE,
        /** Within the number behind {@code $}, {@code *} and the like. */
        LENGTH,
        LENGTH_LF,
        /** Within a line that ends at the first {@code \r\n}. */
        LINE,
        LINE_LF,
        /** Within a string whose missing bytes are known. */
        BULK,
        BULK_CR,
        BULK_LF
    }

    private State state = State.TYPE;
    /** The first byte of the whole reply, and of the value within it that is being read. */
    private byte type;

    private byte current;

    private long number;
    private int digits;
    private boolean negative;
    /** Bytes of the current string still to come, without its line end. */
    private long bulk;

    /** Elements still to come, per level; the last of {@link #depth} levels is the innermost. */
    private long[] elements = new long[KEPT_DEPTH];

    private int depth;

    /**
     * Scans bytes {@code from} to {@code to} (exclusive), none of which was given before, for the end of the current
     * reply.
     *
     * @return the index after the reply's last byte (the next reply starts there), or {@link #INCOMPLETE}
     * @throws ProtocolException when the bytes are not RESP; the connection must be closed
     */
    public int scan(ByteBuf in, int from, int to) {
        int at = from;
        while (at < to) {
            switch (state) {
                case TYPE -> {
                    if (depth == 0) {
                        type = in.getByte(at);
                    }
                    int end = whole(in, at, to);
                    if (end != INCOMPLETE) {
                        at = end;
                        if (valueEnded()) {
                            return at;
                        }
                    } else {
                        begin(in.getByte(at++));
                    }
                }
                case LENGTH -> at = length(in, at, to);
                case LENGTH_LF -> {
                    expect(in.getByte(at++), '\n');
                    if (lengthKnown()) {
                        return at;
                    }
                }
                case LINE -> {
                    int end = in.indexOf(at, to, (byte) '\r');
                    at = end < 0 ? to : end + 1;
                    state = end < 0 ? State.LINE : State.LINE_LF;
                }
                case LINE_LF -> {
                    byte b = in.getByte(at++);
                    if (b == '\n') {
                        if (valueEnded()) {
                            return at;
                        }
                    } else if (b != '\r') {
                        state = State.LINE;
                    }
                }
                case BULK -> {
                    int skipped = (int) Math.min(bulk, to - at);
                    at += skipped;
                    bulk -= skipped;
                    state = bulk == 0 ? State.BULK_CR : State.BULK;
                }
                case BULK_CR -> {
                    expect(in.getByte(at++), '\r');
                    state = State.BULK_LF;
                }
                case BULK_LF -> {
                    expect(in.getByte(at++), '\n');
                    if (valueEnded()) {
                        return at;
                    }
                }
            }
        }
        return INCOMPLETE;
    }

    /**
     * The short way for what most replies are: the index after a string, integer or status that lies whole within the
     * bytes, else {@link #INCOMPLETE} with nothing changed.
     */
    private static int whole(ByteBuf in, int from, int to) {
        if (to - from < Long.BYTES) {
            return to - from < 5 ? INCOMPLETE : constant(in, from);
        }
        long eight = in.getLong(from);
        int type = (int) (eight >>> 56);
        if (type == '$') {
            long line = ShortLine.parse(eight);
            if (line == ShortLine.NONE) {
                return constant(in, from);
            }
            int end = from + ShortLine.bytes(line) + ShortLine.number(line) + 2;
            return end > 0 && end <= to && in.getShort(end - 2) == CRLF ? end : INCOMPLETE;
        }
        if (type == ':') {
            long line = ShortLine.parse(eight);
            return line == ShortLine.NONE ? INCOMPLETE : from + ShortLine.bytes(line);
        }
        return type == '+' ? constant(in, from) : INCOMPLETE;
    }

    /** The same for the two replies that are always the same five bytes. */
    private static int constant(ByteBuf in, int from) {
        int four = in.getInt(from);
        return (four == OK || four == ABSENT) && in.getByte(from + 4) == '\n' ? from + 5 : INCOMPLETE;
    }

    private void begin(byte first) {
        current = first;
        switch (first) {
            case '+', '-', ':', '_', ',', '#', '(' -> state = State.LINE;
            case '$', '=', '!', '*', '~', '%', '|', '>' -> {
                state = State.LENGTH;
                number = 0;
                digits = 0;
                negative = false;
            }
            default ->
                throw new ProtocolException("type of reply: " + shown(first) + " (expected: one of +-:$*_,#(=!~%|>)");
        }
    }

    private int length(ByteBuf in, int from, int to) {
        for (int at = from; at < to; at++) {
            byte b = in.getByte(at);
            if (b >= '0' && b <= '9' && digits < MAX_DIGITS) {
                number = number * 10 + (b - '0');
                digits++;
            } else if (b == '-' && digits == 0 && !negative) {
                negative = true;
            } else if (b == '\r' && digits > 0) {
                state = State.LENGTH_LF;
                return at + 1;
            } else {
                throw new ProtocolException("length of reply: " + shown(b) + " (expected: at most 18 digits)");
            }
        }
        return to;
    }

    /** True if that was the end of the whole reply. */
    private boolean lengthKnown() {
        if (negative) {
            if (number != 1) {
                throw new ProtocolException("length of reply: -" + number + " (expected: -1 or more)");
            }
            return valueEnded();
        }
        switch (current) {
            case '*', '~' -> {
                return enter(number);
            }
            case '>' -> {
                if (depth > 0) {
                    elements[depth - 1]++;
                }
                return enter(number);
            }
            case '%' -> {
                return enter(2 * number);
            }
            case '|' -> {
                return enter(2 * number + 1);
            }
            default -> {
                bulk = number;
                state = bulk == 0 ? State.BULK_CR : State.BULK;
                return false;
            }
        }
    }

    private boolean enter(long count) {
        if (count == 0) {
            return valueEnded();
        }
        if (depth == MAX_DEPTH) {
            throw new ProtocolException("depth of reply: " + (depth + 1) + " (expected: 0-" + MAX_DEPTH + ")");
        }
        if (depth == elements.length) {
            elements = Arrays.copyOf(elements, 2 * depth);
        }
        elements[depth++] = count;
        state = State.TYPE;
        return false;
    }

    /** True if with this value the whole reply ends. */
    private boolean valueEnded() {
        state = State.TYPE;
        while (depth > 0 && --elements[depth - 1] == 0) {
            depth--;
        }
        if (depth == 0 && elements.length > KEPT_DEPTH) {
            elements = new long[KEPT_DEPTH];
        }
        return depth == 0;
    }

    private static void expect(byte got, char expected) {
        if (got != expected) {
            throw new ProtocolException(
                    "end of line in reply: " + shown(got) + " (expected: " + shown((byte) expected) + ")");
        }
    }

    private static String shown(byte b) {
        return "0x" + Integer.toHexString(b & 0xFF);
    }

    /** The first byte of the current reply, or of the last complete one between replies: {@code +}, {@code $}, {@code >}… */
    public byte type() {
        return type;
    }

    /** True between replies: the last one is complete and no byte of the next was seen. */
    public boolean atStart() {
        return state == State.TYPE && depth == 0;
    }

    /** After {@code INCOMPLETE}: at least so many bytes more end the reply; 1 or more. */
    public long missingBytes() {
        return state == State.BULK ? bulk + 2 : 1;
    }
}
