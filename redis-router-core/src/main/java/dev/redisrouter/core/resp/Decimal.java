package dev.redisrouter.core.resp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/** Whole numbers as decimal digits, without an object for the digits. */
final class Decimal {
    /** What {@link #parse} returns instead of a number; no length that is legal in RESP. */
    static final long NOT_A_NUMBER = Long.MIN_VALUE;

    private Decimal() {}

    static void write(ByteBuf out, long value) {
        if (value == Long.MIN_VALUE) {
            ByteBufUtil.writeAscii(out, "-9223372036854775808");
            return;
        }
        long rest = value;
        if (rest < 0) {
            out.writeByte('-');
            rest = -rest;
        }
        int digits = digits(rest);
        int start = out.writerIndex();
        out.ensureWritable(digits);
        for (int at = start + digits - 1; at >= start; at--) {
            out.setByte(at, (int) ('0' + rest % 10));
            rest /= 10;
        }
        out.writerIndex(start + digits);
    }

    /** As strict as Redis's {@code string2ll}: no sign but a minus, no leading zero, no blank, nothing empty. */
    static long parse(ByteBuf in, int from, int to) {
        if (from == to) {
            return NOT_A_NUMBER;
        }
        boolean negative = in.getByte(from) == '-';
        int at = negative ? from + 1 : from;
        if (at == to || (in.getByte(at) == '0' && (negative || to - at > 1))) {
            return NOT_A_NUMBER;
        }
        long value = 0;
        for (; at < to; at++) {
            int digit = in.getByte(at) - '0';
            if (digit < 0 || digit > 9 || value > (Long.MAX_VALUE - digit) / 10) {
                return NOT_A_NUMBER;
            }
            value = value * 10 + digit;
        }
        return negative ? -value : value;
    }

    private static int digits(long value) {
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits;
    }
}
