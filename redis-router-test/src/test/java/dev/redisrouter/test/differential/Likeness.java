package dev.redisrouter.test.differential;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** How the replies of two servers to one command are compared: in which form they must be the same. */
enum Likeness {
    EXACT("="),
    SET("set"),
    PAIRS("pairs"),
    SCAN("scan"),
    SCANS("scans"),
    TIME("time");

    private static final java.util.regex.Pattern CLIENT_ID = java.util.regex.Pattern.compile("(\\$2\r\nid\r\n):\\d+");

    private final String word;

    Likeness(String word) {
        this.word = word;
    }

    static Likeness named(String word) {
        return Arrays.stream(values())
                .filter(likeness -> likeness.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("likeness: '" + word + "' (expected: one of "
                        + Arrays.toString(values()).toLowerCase(Locale.ROOT) + ")"));
    }

    /** The reply in the form that counts. */
    String form(String reply) {
        if (reply.startsWith("-") || reply.startsWith("+QUEUED")) {
            return reply;
        }
        return switch (this) {
            case EXACT -> anonymous(reply);
            case SET -> unordered(reply, 1);
            case PAIRS -> unordered(reply, pairs(reply) ? 2 : 1);
            case SCAN -> scanned(reply, 1);
            case SCANS -> scanned(reply, 2);
            case TIME -> reply.matches(":[1-9]\\d*\r\n") ? ":some time\r\n" : reply;
        };
    }

    /** Without the ids of clients that {@code HELLO} tells. */
    static String anonymous(String replies) {
        return CLIENT_ID.matcher(replies).replaceAll("$1:its own");
    }

    /** RESP3 has maps, or a pair in an array of its own; RESP2 one flat array. */
    private static boolean pairs(String reply) {
        return reply.startsWith("%") || !reply.startsWith("*", header(reply));
    }

    private static String scanned(String reply, int group) {
        List<String> cursorAndPage = elements(reply);
        return cursorAndPage.size() == 2 ? cursorAndPage.get(0) + unordered(cursorAndPage.get(1), group) : reply;
    }

    private static String unordered(String reply, int group) {
        List<String> elements = elements(reply);
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < elements.size(); i += group) {
            groups.add(String.join("", elements.subList(i, Math.min(i + group, elements.size()))));
        }
        Collections.sort(groups);
        return reply.substring(0, header(reply)) + String.join("", groups);
    }

    private static int header(String reply) {
        return reply.indexOf('\n') + 1;
    }

    /** The elements of an aggregate, each with all that it holds; none of anything else. */
    private static List<String> elements(String reply) {
        List<String> elements = new ArrayList<>();
        if ("*~%".indexOf(reply.charAt(0)) >= 0) {
            for (int at = header(reply); at < reply.length(); ) {
                int end = end(reply, at);
                elements.add(reply.substring(at, end));
                at = end;
            }
        }
        return elements;
    }

    private static int end(String reply, int start) {
        int end = reply.indexOf('\n', start) + 1;
        String line = reply.substring(start + 1, end - 2);
        switch (reply.charAt(start)) {
            case '$', '=' -> end += line.equals("-1") ? 0 : Integer.parseInt(line) + 2;
            case '*', '~', '%' -> {
                int count = Integer.parseInt(line) * (reply.charAt(start) == '%' ? 2 : 1);
                for (int i = 0; i < count; i++) {
                    end = end(reply, end);
                }
            }
            default -> {}
        }
        return end;
    }
}
