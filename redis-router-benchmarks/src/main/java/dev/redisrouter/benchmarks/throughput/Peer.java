package dev.redisrouter.benchmarks.throughput;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.redisrouter.test.process.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Another proxy, as a template of the shell's command that starts it in the foreground. In it <code>{port}</code> is where it
 * is to listen on 127.0.0.1, <code>{master}</code> the address of the master, <code>{dir}</code> a directory that is gone
 * afterwards, and <code>{spare}</code> another free port. It begins with {@code exec}, or the shell is measured too.
 *
 * @param configuration a resource beside this class, a template too, which is put into the directory
 */
record Peer(String name, String command, Optional<String> configuration) {
    static final Peer NUTCRACKER = new Peer(
            "nutcracker",
            "exec nutcracker -c {dir}/nutcracker.yml -a 127.0.0.1 -s {spare}",
            Optional.of("nutcracker.yml"));
    static final Peer HAPROXY =
            new Peer("haproxy", "exec haproxy -db -f {dir}/haproxy.cfg", Optional.of("haproxy.cfg"));

    /** Those that are looked for on the PATH. */
    static final List<Peer> KNOWN = List.of(NUTCRACKER, HAPROXY);

    /** The name is that of files too. */
    private static final Pattern TEXT = Pattern.compile("([\\w.-]+)=(.*\\{port}.*)");

    /** @throws IllegalArgumentException if it is not {@code name=command}, or the command does not tell the port */
    static Peer parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("peer: " + text + " (expected: name=command with {port})");
        }
        return new Peer(matcher.group(1), matcher.group(2).strip(), Optional.empty());
    }

    /** Whether there is a program of its name. */
    boolean isOnPath() {
        return Programs.onPath(name).isPresent();
    }

    /** The text of {@link #configuration}. */
    static String template(String resource) throws IOException {
        try (InputStream stream = Objects.requireNonNull(Peer.class.getResourceAsStream(resource), resource)) {
            return new String(stream.readAllBytes(), UTF_8);
        }
    }
}
