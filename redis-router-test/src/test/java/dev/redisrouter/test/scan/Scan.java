package dev.redisrouter.test.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.test.endpoint.Wire;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One scan from its beginning to its end, each step on whatever connection it is given. For one thread. */
final class Scan {
    /** From here on a cursor does not fit into a double. */
    private static final long LARGEST_DOUBLE = 1L << 53;

    /** A scan that begins anew all the time would never end. */
    private static final int STEPS_AT_MOST = 100_000;

    private final List<String> before;
    private final List<String> behind;
    private final int step;
    private final Set<String> found = new HashSet<>();
    private String cursor = "0";
    private int steps;

    /** @param step 1 when every element of a page counts, 2 when only every second one does */
    private Scan(List<String> before, int step, List<String> behind) {
        this.before = before;
        this.behind = behind;
        this.step = step;
    }

    static Scan keys(String... behind) {
        return new Scan(List.of("SCAN"), 1, List.of(behind));
    }

    static Scan of(String command, String key, String... behind) {
        return new Scan(List.of(command, key), command.equals("SSCAN") ? 1 : 2, List.of(behind));
    }

    /** Asks for the next page. */
    Scan next(Wire connection) {
        List<String> words = new ArrayList<>(before);
        words.add(cursor);
        words.addAll(behind);
        take(connection.call(words.toArray(String[]::new)));
        return this;
    }

    private void take(String reply) {
        assertThat(reply).startsWith("*2\r\n$");
        String[] lines = reply.split("\r\n", -1);
        cursor = lines[2];
        assertThat(lines[1]).isEqualTo("$" + cursor.length());
        assertThat(Long.parseLong(cursor)).isBetween(0L, LARGEST_DOUBLE - 1);
        for (int line = 5; line < lines.length; line += 2 * step) {
            found.add(lines[line]);
        }
        steps++;
        assertThat(steps).isLessThan(STEPS_AT_MOST);
    }

    boolean atEnd() {
        return cursor.equals("0");
    }

    Scan toEnd(Wire connection) {
        do {
            next(connection);
        } while (!atEnd());
        return this;
    }

    String cursor() {
        return cursor;
    }

    int steps() {
        return steps;
    }

    Set<String> found() {
        return found;
    }
}
