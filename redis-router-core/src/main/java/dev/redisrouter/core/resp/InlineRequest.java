package dev.redisrouter.core.resp;

/**
 * Splits an inline request, one line as typed into a terminal, into its arguments as Redis's {@code sdssplitargs} does:
 * words between blanks, with double quotes (escapes {@code \n \r \t \b \a \xHH}, any other escaped byte is itself),
 * single quotes (only {@code \'}), and a quoted part anywhere in a word, which ends the word. Only on one event loop.
 */
final class InlineRequest {
    /** A line on which the quotes do not match, or go on after their end. */
    static final int UNBALANCED = -1;

    private final byte[] line;
    private final byte[] text;
    private int at;
    private int written;

    /** @param line the line without its end; a NUL counts as the line's end, so there must be none */
    InlineRequest(byte[] line) {
        this.line = line;
        // Decoding never makes a line longer.
        this.text = new byte[line.length];
    }

    /** Adds the positions of the words in {@link #text()}; returns how many, or {@link #UNBALANCED}. */
    int split(Arguments arguments) {
        while (true) {
            while (isSpace(peek(0)) && at < line.length) {
                at++;
            }
            if (at == line.length) {
                return arguments.count();
            }
            int start = written;
            if (!word()) {
                return UNBALANCED;
            }
            arguments.add(start, written - start);
        }
    }

    /** The words, decoded, one behind the other. */
    byte[] text() {
        return text;
    }

    private boolean word() {
        while (at < line.length) {
            byte b = line[at++];
            switch (b) {
                case ' ', '\n', '\r', '\t' -> {
                    return true;
                }
                case '"' -> {
                    return doubleQuoted() && (at == line.length || isSpace(peek(0)));
                }
                case '\'' -> {
                    return singleQuoted() && (at == line.length || isSpace(peek(0)));
                }
                default -> put(b);
            }
        }
        return true;
    }

    /** True if the closing quote was found. */
    private boolean doubleQuoted() {
        while (at < line.length) {
            byte b = line[at++];
            if (b == '"') {
                return true;
            }
            if (b != '\\' || at == line.length) {
                put(b);
            } else if (peek(0) == 'x' && hex(peek(1)) >= 0 && hex(peek(2)) >= 0) {
                put((byte) (hex(peek(1)) << 4 | hex(peek(2))));
                at += 3;
            } else {
                put(unescaped(line[at++]));
            }
        }
        return false;
    }

    private boolean singleQuoted() {
        while (at < line.length) {
            byte b = line[at++];
            if (b == '\'') {
                return true;
            }
            if (b == '\\' && peek(0) == '\'') {
                b = line[at++];
            }
            put(b);
        }
        return false;
    }

    /** The byte so many behind the current one; 0 beyond the line's end. */
    private byte peek(int ahead) {
        return at + ahead < line.length ? line[at + ahead] : 0;
    }

    private void put(byte b) {
        text[written++] = b;
    }

    private static byte unescaped(byte b) {
        return switch (b) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'a' -> 7;
            default -> b;
        };
    }

    private static int hex(byte b) {
        return b < 0 ? -1 : Character.digit(b, 16);
    }

    /** As C's {@code isspace}: more than what ends an unquoted word. */
    private static boolean isSpace(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }
}
