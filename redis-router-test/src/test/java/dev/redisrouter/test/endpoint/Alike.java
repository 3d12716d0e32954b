package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.test.LabNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Holds a router to what a plain Redis says to the same bytes. */
final class Alike {
    private static final String QUIT = Wire.command("QUIT");
    private static final Pattern CLIENT_ID = Pattern.compile("(\\$2\r\nid\r\n):\\d+");

    private Alike() {}

    /**
     * Sends each of these and a {@code QUIT} to both, on a connection of its own, and compares everything that comes until
     * the connection is closed.
     */
    static void assertAlike(RedisRouter router, LabNode plain, List<String> conversations) {
        assertClosedAlike(
                router, plain, conversations.stream().map(bytes -> bytes + QUIT).toList());
    }

    /** The same without the {@code QUIT}, for what makes the server close by itself. */
    static void assertClosedAlike(RedisRouter router, LabNode plain, List<String> conversations) {
        List<Difference> differences = new ArrayList<>();
        for (String bytes : conversations) {
            String expected = said(Wire.to(plain), bytes);
            String actual = said(Wire.to(router), bytes);
            if (!actual.equals(expected)) {
                differences.add(new Difference(shown(bytes), shown(expected), shown(actual)));
            }
        }
        assertThat(differences).isEmpty();
    }

    private static String said(Wire connection, String bytes) {
        try (connection) {
            String all = connection.send(bytes).untilClosed();
            return CLIENT_ID.matcher(all).replaceAll("$1:its own");
        }
    }

    private record Difference(String sent, String redis, String router) {}

    private static String shown(String bytes) {
        String text = bytes.replace("\r", "\\r").replace("\n", "\\n");
        return text.length() > 400 ? text.substring(0, 400) + "… (" + bytes.length() + " bytes)" : text;
    }
}
