package dev.redisrouter.core.resp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/**
 * Writes the replies that the router makes itself, and its own commands. Thread-safe: no state. Where RESP2 and RESP3
 * differ, {@code protocol} is 2 or 3.
 */
public final class RespWriter {
    private RespWriter() {}

    /** {@code -text}; the text starts with its code, such as {@code ERR}. Line breaks in it become spaces. */
    public static void error(ByteBuf out, String text) {
        line(out, '-', text);
    }

    /** {@code +text}. Line breaks in it become spaces. */
    public static void simple(ByteBuf out, String text) {
        line(out, '+', text);
    }

    public static void integer(ByteBuf out, long value) {
        header(out, ':', value);
    }

    public static void bulk(ByteBuf out, byte[] value) {
        header(out, '$', value.length);
        out.writeBytes(value);
        crlf(out);
    }

    /** A bulk string in UTF-8. */
    public static void bulk(ByteBuf out, String value) {
        header(out, '$', ByteBufUtil.utf8Bytes(value));
        ByteBufUtil.writeUtf8(out, value);
        crlf(out);
    }

    /** A bulk string copied from a part of another buffer. */
    public static void bulk(ByteBuf out, ByteBuf from, int offset, int length) {
        header(out, '$', length);
        out.writeBytes(from, offset, length);
        crlf(out);
    }

    /** Text for people: a verbatim string in RESP3, a bulk string in RESP2, as INFO answers. */
    public static void verbatim(ByteBuf out, String text, int protocol) {
        if (protocol < 3) {
            bulk(out, text);
            return;
        }
        header(out, '=', 4L + ByteBufUtil.utf8Bytes(text));
        ByteBufUtil.writeAscii(out, "txt:");
        ByteBufUtil.writeUtf8(out, text);
        crlf(out);
    }

    /** An absent string. */
    public static void nil(ByteBuf out, int protocol) {
        (protocol < 3 ? FixedReply.NULL_BULK : FixedReply.NULL).writeTo(out);
    }

    /** An absent array. */
    public static void nilArray(ByteBuf out, int protocol) {
        (protocol < 3 ? FixedReply.NULL_ARRAY : FixedReply.NULL).writeTo(out);
    }

    public static void array(ByteBuf out, int elements) {
        header(out, '*', elements);
    }

    /** The header of a map with so many pairs; a flat array of twice as many elements in RESP2. */
    public static void map(ByteBuf out, int pairs, int protocol) {
        header(out, protocol < 3 ? '*' : '%', protocol < 3 ? 2L * pairs : pairs);
    }

    /** The header of a set; an ordinary array in RESP2. */
    public static void set(ByteBuf out, int elements, int protocol) {
        header(out, protocol < 3 ? '*' : '~', elements);
    }

    /** The header of an out-of-band message; an ordinary array in RESP2. */
    public static void push(ByteBuf out, int elements, int protocol) {
        header(out, protocol < 3 ? '*' : '>', elements);
    }

    /** A whole command. */
    public static void command(ByteBuf out, byte[]... arguments) {
        array(out, arguments.length);
        for (byte[] argument : arguments) {
            bulk(out, argument);
        }
    }

    /** A whole command, its arguments in UTF-8. */
    public static void command(ByteBuf out, String... arguments) {
        array(out, arguments.length);
        for (String argument : arguments) {
            bulk(out, argument);
        }
    }

    /** {@code $length}; so many bytes and a line end are to follow. */
    static void bulkHeader(ByteBuf out, long length) {
        header(out, '$', length);
    }

    private static void line(ByteBuf out, char type, String text) {
        out.writeByte(type);
        int start = out.writerIndex();
        ByteBufUtil.writeUtf8(out, text);
        // A line break would end the reply early and let the rest of the text pass for another reply.
        for (int at = start; at < out.writerIndex(); at++) {
            byte b = out.getByte(at);
            if (b == '\r' || b == '\n') {
                out.setByte(at, ' ');
            }
        }
        crlf(out);
    }

    private static void header(ByteBuf out, char type, long value) {
        out.writeByte(type);
        Decimal.write(out, value);
        crlf(out);
    }

    private static void crlf(ByteBuf out) {
        out.writeShort('\r' << 8 | '\n');
    }
}
