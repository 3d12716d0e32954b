package dev.redisrouter.core.resp;

/**
 * The line of a type, a number of 1 to 5 digits and {@code \r\n}, as it stands before almost every argument and reply,
 * taken apart from eight bytes that were read at once.
 */
final class ShortLine {
    /** Some other line, or one that needs a closer look. */
    static final long NONE = -1;

    private static final int CRLF = '\r' << 8 | '\n';

    private ShortLine() {}

    /** @param eight the line's first eight bytes, the first one highest; its type is not looked at */
    static long parse(long eight) {
        int number = 0;
        int shift = 48;
        while (shift >= 16) {
            int digit = (int) (eight >>> shift & 0xFF) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            number = number * 10 + digit;
            shift -= 8;
        }
        int digits = 6 - shift / 8;
        boolean leadingZero = digits > 1 && (eight >>> 48 & 0xFF) == '0';
        if (digits == 0 || leadingZero || ((eight >>> (shift - 8)) & 0xFFFF) != CRLF) {
            return NONE;
        }
        return (long) number << 8 | digits + 3;
    }

    static int number(long line) {
        return (int) (line >>> 8);
    }

    /** The length of the whole line. */
    static int bytes(long line) {
        return (int) line & 0xFF;
    }
}
