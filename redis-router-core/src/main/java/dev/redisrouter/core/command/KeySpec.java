package dev.redisrouter.core.command;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One rule that says where a command's keys are among its arguments (0 is the name). The forms are those of the key
 * specifications in Redis's own {@code COMMAND} reply; how they are written is told in {@code commands.txt}.
 *
 * @param first the index to begin at: of the first key, of the number of keys, or the first where the word may be
 * @param last for {@link Form#RANGE} the index of the last key, or counted from the end when negative (-1: the last)
 * @param step the distance between two keys
 * @param word the word to look for, in upper case; empty for the forms that have none
 */
record KeySpec(Form form, int first, int last, int step, byte[] word) {

    enum Form {
        /** From {@code first} to {@code last}. */
        RANGE,
        /** The argument at {@code first} says how many keys begin right behind it. */
        COUNTED,
        /** The argument behind each occurrence of the word; more than one only where the word is a value too. */
        AFTER,
        /** Everything behind the first occurrence of the word. */
        REST,
        /** The first half of what is behind the first occurrence of the word. */
        HALF
    }

    private static final Pattern INDEXED = Pattern.compile("(\\d+)(?:\\.\\.(-?\\d+)|(#))?(?:/(\\d+))?");
    private static final Pattern WORD = Pattern.compile("([A-Z]+)@(\\d+)(?::(rest|half))?");

    /** As written in the table. */
    @Override
    public String toString() {
        String name = new String(word, StandardCharsets.US_ASCII) + "@" + first;
        String every = step == 1 ? "" : "/" + step;
        return switch (form) {
            case RANGE -> (first == last ? "" + first : first + ".." + last) + every;
            case COUNTED -> first + "#" + every;
            case AFTER -> name;
            case REST -> name + ":rest";
            case HALF -> name + ":half";
        };
    }

    /** Reads one rule as written in the table. */
    static KeySpec parse(String text) {
        Matcher indexed = INDEXED.matcher(text);
        if (indexed.matches()) {
            int first = Integer.parseInt(indexed.group(1));
            int last = indexed.group(2) == null ? first : Integer.parseInt(indexed.group(2));
            int step = indexed.group(4) == null ? 1 : Integer.parseInt(indexed.group(4));
            return new KeySpec(indexed.group(3) == null ? Form.RANGE : Form.COUNTED, first, last, step, new byte[0]);
        }
        Matcher word = WORD.matcher(text);
        if (word.matches()) {
            Form form = word.group(3) == null
                    ? Form.AFTER
                    : Form.valueOf(word.group(3).toUpperCase(Locale.ROOT));
            byte[] bytes = word.group(1).getBytes(StandardCharsets.US_ASCII);
            return new KeySpec(form, Integer.parseInt(word.group(2)), -1, 1, bytes);
        }
        throw new IllegalArgumentException(
                "keys: " + text + " (expected: 1, 1..-1, 1..-1/2, 2#, WORD@1, WORD@1:rest or WORD@1:half)");
    }
}
