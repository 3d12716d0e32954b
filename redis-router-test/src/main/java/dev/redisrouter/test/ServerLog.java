package dev.redisrouter.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** What a server has written to its standard output, over all its runs. Thread-safe but for {@link #mark}. */
final class ServerLog {
    private static final int TAIL_LINES = 12;

    private final Path file;
    private final UnaryOperator<String> masked;

    /** Where the present run begins; written before that run by the thread that starts it. */
    private volatile int mark;

    /** @param masked takes the password out of a text: a server repeats a line of its configuration that it rejects */
    ServerLog(Path file, UnaryOperator<String> masked) {
        this.file = file;
        this.masked = masked;
    }

    Path file() {
        return file;
    }

    /** A new run begins here. */
    void mark() throws IOException {
        mark = Files.exists(file) ? Math.toIntExact(Files.size(file)) : 0;
    }

    String all() {
        return from(0);
    }

    /** The last lines of the present run. */
    String tail() {
        List<String> lines = from(mark).lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }

    private String from(int begin) {
        try {
            byte[] all = Files.readAllBytes(file);
            return masked.apply(new String(all, begin, all.length - begin, UTF_8));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }
}
