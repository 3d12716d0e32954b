package dev.redisrouter.test.differential;

import dev.redisrouter.test.endpoint.Wire;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A connection to a plain Redis and one to a router, which are told the same. For one thread. */
final class Pair implements AutoCloseable {
    private static final String NO_REPLY = "no reply: ";

    private final Wire plain;
    private final Wire routed;
    private int heard;

    Pair(Wire plain, Wire routed) {
        this.plain = plain;
        this.routed = routed;
    }

    /**
     * Sends a pipeline to both, to the router in pieces, and returns the first difference, or null when there is none.
     *
     * @param cuts where the pieces end
     */
    @Nullable
    Difference ask(List<Call> pipeline, Random cuts) {
        StringBuilder bytes = new StringBuilder();
        pipeline.forEach(call -> bytes.append(call.bytes()));
        plain.send(bytes.toString());
        inPieces(bytes.toString(), cuts);
        Difference first = null;
        for (Call call : pipeline) {
            String expected = reply(plain);
            String seen = reply(routed);
            if (first == null
                    && !call.likeness().form(expected).equals(call.likeness().form(seen))) {
                first = new Difference(call.toString(), expected, seen);
            }
        }
        return first;
    }

    /**
     * As {@link #ask}, of a client that may hear what others publish: all that comes before a last answer, which is behind
     * all that was published until now, is compared as it came.
     */
    @Nullable
    Difference hear(List<Call> pipeline, Random cuts) {
        String last = "heard " + ++heard;
        StringBuilder bytes = new StringBuilder();
        pipeline.forEach(call -> bytes.append(call.bytes()));
        bytes.append(Wire.command("PING", last));
        plain.send(bytes.toString());
        inPieces(bytes.toString(), cuts);
        String expected = heard(plain, last);
        String seen = heard(routed, last);
        String calls = pipeline.stream().map(Call::toString).collect(Collectors.joining("; ", "", "; to the end"));
        return expected.equals(seen) ? null : new Difference(calls, expected, seen);
    }

    private static String heard(Wire connection, String last) {
        Heard heard = new Heard();
        String frame;
        do {
            frame = reply(connection);
            heard.add(frame);
        } while (!frame.endsWith("\r\n" + last + "\r\n") && !frame.startsWith(NO_REPLY));
        return heard.toString();
    }

    private void inPieces(String bytes, Random cuts) {
        for (int piece : pieces(bytes.length(), cuts)) {
            routed.send(bytes.substring(0, piece));
            bytes = bytes.substring(piece);
        }
        routed.send(bytes);
    }

    /** Mostly one, often two, sometimes as many as there are bytes. */
    private static List<Integer> pieces(int length, Random cuts) {
        List<Integer> pieces = new ArrayList<>();
        int choice = cuts.nextInt(40);
        int longest = choice == 0 ? 1 : choice < 4 ? 12 : length;
        for (int at = 0; choice < 14 && at < length && pieces.size() < (choice < 4 ? 500 : 1); ) {
            int piece = Math.min(1 + cuts.nextInt(longest), length - at);
            pieces.add(piece);
            at += piece;
        }
        return pieces;
    }

    private static String reply(Wire connection) {
        try {
            return connection.reply();
        } catch (UncheckedIOException e) {
            return NO_REPLY + e.getMessage();
        }
    }

    @Override
    public void close() {
        plain.close();
        routed.close();
    }

    /**
     * What the two said.
     *
     * @param call to which command, or commands
     * @param expected the plain Redis
     * @param seen the router
     */
    record Difference(String call, String expected, String seen) {
        @Override
        public String toString() {
            return "to " + call + "\n   one Redis: " + shown(expected) + "\n  the router: " + shown(seen);
        }

        private static String shown(String reply) {
            String text = reply.replace("\r", "\\r").replace("\n", "\\n");
            return text.length() > 600 ? text.substring(0, 600) + "… (" + text.length() + " characters)" : text;
        }
    }
}
