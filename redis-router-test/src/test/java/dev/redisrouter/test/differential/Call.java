package dev.redisrouter.test.differential;

import dev.redisrouter.test.endpoint.Wire;
import java.util.List;
import java.util.stream.Stream;

/**
 * One command as it is sent.
 *
 * @param words its name and arguments, a byte in each character
 * @param likeness how its replies are compared
 * @param inline sent as a line, not as an array
 */
record Call(List<String> words, Likeness likeness, boolean inline) {
    String bytes() {
        return inline ? line() + "\r\n" : Wire.command(words.toArray(String[]::new));
    }

    Call inlined() {
        return new Call(words, likeness, true);
    }

    /** The first so many words. */
    Call cut(int count) {
        return new Call(words.subList(0, count), likeness, inline);
    }

    /** With one word more. */
    Call with(String word) {
        return new Call(Stream.concat(words.stream(), Stream.of(word)).toList(), likeness, inline);
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        for (String word : words) {
            line.append(line.isEmpty() ? "" : " ").append(quoted(word));
        }
        return line.toString();
    }

    /** In double quotes with escapes, as redis-cli takes it too, unless it is plain. */
    private static String quoted(String word) {
        if (word.matches("[A-Za-z0-9:.*#+-]+")) {
            return word;
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                quoted.append(String.format("\\x%02x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    @Override
    public String toString() {
        String line = line();
        return (inline ? "inline " : "")
                + (line.length() > 300 ? line.substring(0, 300) + "… (" + line.length() + " characters)" : line);
    }
}
