package dev.redisrouter.test.process;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Decides which server program a lab runs: the named one, else the system property's, else the bundled one. */
public final class ServerBinary {
    /** The system property that names a server program for every lab that does not name one itself. */
    public static final String PROPERTY = "redisrouter.lab.redis-server";

    private ServerBinary() {}

    /**
     * Finds the program.
     *
     * @param named a path, or a name without a slash, which is looked for on the PATH; null for the default
     * @param directory where the bundled program is unpacked
     */
    public static Path locate(@Nullable String named, Path directory) throws IOException {
        String choice = named != null ? named : System.getProperty(PROPERTY, "");
        if (choice.isBlank()) {
            return BundledServer.unpack(directory);
        }
        if (!choice.contains("/")) {
            return Programs.onPath(choice)
                    .orElseThrow(() -> new IOException(
                            "redis-server: " + choice + " (expected: a program on the PATH, or a path with a slash)"));
        }
        Path file = Path.of(choice).toAbsolutePath();
        if (!Programs.isExecutable(file)) {
            throw new IOException("redis-server: " + file + " (expected: an executable file)");
        }
        return file;
    }
}
