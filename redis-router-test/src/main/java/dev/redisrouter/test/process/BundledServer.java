package dev.redisrouter.test.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The static {@code redis-server} that {@code org.signal:embedded-redis} carries as a resource. Nothing else of that
 * library is used: its classes own the processes in their own way, and leave a file behind when the JVM is killed.
 */
final class BundledServer {
    private static final String RESOURCE = "/redis-server-7.0.15-";

    private BundledServer() {}

    static Path unpack(Path directory) throws IOException {
        String platform = platform(System.getProperty("os.name"), System.getProperty("os.arch"));
        try (InputStream program = BundledServer.class.getResourceAsStream(RESOURCE + platform)) {
            if (program == null) {
                throw new IOException("redis-server: none bundled for " + platform
                        + " (expected: embedded-redis on the class path and linux or macOS on amd64 or arm64;"
                        + " name a program with RedisLabBuilder.server or -D" + ServerBinary.PROPERTY + ")");
            }
            Path file = directory.resolve("redis-server");
            write(program, file);
            return file;
        }
    }

    static String platform(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : osName.toLowerCase(Locale.ROOT);
        String arch = switch (osArch) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            case "x86", "i386", "i686" -> "386";
            default -> osArch;
        };
        return os + "-" + arch;
    }

    /**
     * Through another process: while this JVM has the file open for writing, a process that another of its threads starts
     * may inherit the descriptor for a moment, and running the file then fails with "Text file busy".
     */
    private static void write(InputStream program, Path file) throws IOException {
        Process writer = new ProcessBuilder("sh", "-c", "cat >\"$1\" && chmod 700 \"$1\"", "sh", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            try (OutputStream out = writer.getOutputStream()) {
                program.transferTo(out);
            }
            if (writer.waitFor() != 0) {
                throw new IOException("redis-server: could not be unpacked to " + file);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while unpacking " + file);
        }
    }
}
