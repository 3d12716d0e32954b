package dev.redisrouter.core.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Wherever the stream of replies is cut, each command gets its own, byte for byte. */
class ReplyCutTest {
    private static final List<String> REPLIES = List.of(
            "+OK\r\n",
            "$-1\r\n",
            "$5\r\na\r\nbc\r\n",
            "-ERR no\r\n",
            "*3\r\n:1\r\n*1\r\n$0\r\n\r\n*-1\r\n",
            "-WRONGTYPE no\r\n",
            ":42\r\n",
            "%1\r\n+k\r\n,1.5\r\n");

    /** What the targets a and b were given, by command: the bytes, or the error and the command it is for. */
    private static List<String> given(List<String> events) {
        List<String> given = new ArrayList<>();
        for (String event : events) {
            String target = event.substring(0, 1);
            String[] words = event.substring(1).split(" ", 3);
            if (words[0].equals("error")) {
                given.add(target + words[1] + " " + words[2]);
            } else {
                String[] run = words[1].split("\\+");
                given.add(target + run[0] + "x" + run[1] + " " + words[2]);
            }
        }
        return given;
    }

    private static List<String> received(int... cuts) {
        try (Wire wire = new Wire()) {
            UpstreamConnection connection = wire.ready();
            List<String> events = new ArrayList<>();
            RecordingTarget a = new RecordingTarget("a", events);
            RecordingTarget b = new RecordingTarget("b", events);
            for (int i = 0; i < REPLIES.size(); i++) {
                wire.send(connection, i < 5 ? a : b, i, "GET " + i);
            }
            wire.nodes.settle();
            String stream = String.join("", REPLIES);
            int from = 0;
            for (int cut : cuts) {
                wire.node.connection().send(stream.substring(from, cut));
                from = cut;
            }
            wire.node.connection().send(stream.substring(from));
            assertThat(connection.busy()).isFalse();
            assertThat(connection.full()).isFalse();
            assertThat(wire.node.node().outstanding()).isZero();
            return given(events);
        }
    }

    /** One line for each command: those that came together are told apart again. */
    private static String flat(List<String> given) {
        StringBuilder flat = new StringBuilder();
        for (String line : given) {
            flat.append(line.charAt(0)).append(line.substring(line.indexOf(' ')));
        }
        return flat.toString().replaceAll("([ab]) ", "");
    }

    @Test
    void inOnePieceRepliesOfATargetComeTogether() {
        assertThat(received())
                .containsExactly(
                        "a0x3 +OK|$-1|$5|a|bc|",
                        "a3 -ERR no|to GET 3",
                        "a4x1 *3|:1|*1|$0||*-1|",
                        "b5 -WRONGTYPE no|to GET 5",
                        "b6x2 :42|%1|+k|,1.5|");
    }

    @Test
    void cutAtEveryByte() {
        String whole = flat(received());
        int length = String.join("", REPLIES).length();
        for (int cut = 1; cut < length; cut++) {
            assertThat(flat(received(cut))).as("cut at %d", cut).isEqualTo(whole);
        }
    }

    @Test
    void byteByByte() {
        int[] cuts = new int[String.join("", REPLIES).length() - 1];
        for (int i = 0; i < cuts.length; i++) {
            cuts[i] = i + 1;
        }
        assertThat(flat(received(cuts))).isEqualTo(flat(received()));
    }

    /** A pipeline of writes to a replica is answered with nothing but errors, and must not hold up the event loop. */
    @Test
    @Timeout(20)
    void aLongRunOfErrorsNamesEachCommand() {
        try (Wire wire = new Wire()) {
            UpstreamConnection connection = wire.ready();
            RecordingTarget target = new RecordingTarget();
            int count = 20_000;
            for (int i = 0; i < count; i++) {
                wire.send(connection, target, i, "SET key" + i + " v");
            }
            wire.nodes.settle();
            wire.node.connection().send("-READONLY no\r\n".repeat(count));

            assertThat(target.events).hasSize(count);
            for (int i = 0; i < count; i++) {
                assertThat(target.events.get(i)).isEqualTo("error " + i + " -READONLY no|to SET key" + i + " v");
            }
        }
    }

    @Test
    void aReplyThatNobodyAskedForEndsTheConnection() {
        try (Wire wire = new Wire()) {
            UpstreamConnection connection = wire.ready();
            RecordingTarget target = new RecordingTarget();
            wire.send(connection, target, 0, "GET a");
            wire.nodes.settle();
            wire.node.connection().send("+OK\r\n+OK\r\n");

            assertThat(target.events).containsExactly("replies 0+1 +OK|");
            assertThat(connection.open()).isFalse();
            assertThat(wire.doubts).containsExactly("a reply without a request");
        }
    }

    @Test
    void bytesThatAreNoReplyEndTheConnection() {
        try (Wire wire = new Wire()) {
            UpstreamConnection connection = wire.ready();
            RecordingTarget target = new RecordingTarget();
            wire.send(connection, target, 0, "GET a");
            wire.nodes.settle();
            wire.node.connection().send("HTTP/1.1 400 Bad Request\r\n");
            wire.nodes.settle();

            assertThat(target.events).containsExactly("lost 0 GET a sent");
            assertThat(wire.node.open()).isEmpty();
        }
    }
}
