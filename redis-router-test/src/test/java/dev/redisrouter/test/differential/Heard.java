package dev.redisrouter.test.differential;

import static java.util.regex.Pattern.DOTALL;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All that a client got, in its order, but for the names in a row of confirmations of one kind of leaving: in which order
 * a node leaves all channels is up to its hash table. For one thread.
 */
final class Heard {
    private static final Pattern LEFT =
            Pattern.compile("([*>]3\r\n\\$\\d+\r\n[ps]?unsubscribe\r\n)(.*\r\n)(:\\d+\r\n)", DOTALL);

    private final StringBuilder heard = new StringBuilder();
    private final List<String> names = new ArrayList<>();
    private String kind = "";

    void add(String frame) {
        Matcher left = LEFT.matcher(frame);
        if (!left.matches()) {
            endRow();
            heard.append(Likeness.anonymous(frame));
            return;
        }
        if (!left.group(1).equals(kind)) {
            endRow();
            kind = left.group(1);
        }
        names.add(left.group(2));
        heard.append(kind).append(left.group(3));
    }

    private void endRow() {
        names.stream().sorted().forEach(heard::append);
        names.clear();
        kind = "";
    }

    @Override
    public String toString() {
        endRow();
        return heard.toString();
    }
}
