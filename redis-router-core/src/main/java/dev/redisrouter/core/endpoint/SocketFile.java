package dev.redisrouter.core.endpoint;

import dev.redisrouter.error.ConfigurationException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of a Unix domain socket. Thread-safe.
 *
 * <p>A socket gets its mode from the umask, which a JVM cannot set; changed after {@code bind}, it would have been open to
 * others for a moment. So it is bound in a directory that only its owner can enter, given its mode there, and moved to its
 * place, which also replaces the file that a router which died has left.
 */
final class SocketFile {
    private static final Logger LOG = LoggerFactory.getLogger(SocketFile.class);

    /** {@code sun_path} on Linux, without its final NUL. */
    private static final int LONGEST = 107;

    private static final int TYPE_MASK = 0170000;
    private static final int SOCKET = 0140000;

    private final Path path;
    private final @Nullable Object identity;

    private SocketFile(Path path, @Nullable Object identity) {
        this.path = path;
        this.identity = identity;
    }

    /** Where to bind a socket that is not to be seen yet. */
    record Draft(Path place, Path path) implements AutoCloseable {

        /** Makes the socket, which is bound now, accessible to its owner, and moves it to its place. */
        SocketFile publish() {
            try {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
                Object identity = identity(path);
                Files.move(path, place, StandardCopyOption.ATOMIC_MOVE);
                return new SocketFile(place, identity);
            } catch (IOException | UnsupportedOperationException e) {
                throw unusable(place, "a path on a file system that holds sockets with a mode", e);
            }
        }

        @Override
        public void close() {
            try {
                Files.deleteIfExists(path);
                Files.deleteIfExists(path.getParent());
            } catch (IOException e) {
                LOG.warn("socket-directory-left path={} reason=\"{}\"", path.getParent(), e.toString());
            }
        }
    }

    /**
     * Prepares a socket at this path.
     *
     * @throws ConfigurationException when something is there that must not be replaced
     */
    static Draft draft(Path place) {
        Path absolute = place.toAbsolutePath();
        Path directory = Objects.requireNonNullElse(absolute.getParent(), absolute);
        Path own = directory.resolve(
                ".rr" + Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36, 36 * 36 * 36), 36));
        Path hidden = own.resolve("s");
        if (bytes(absolute) > LONGEST || bytes(hidden) > LONGEST) {
            throw unusable(
                    place,
                    "at most " + LONGEST + " bytes, and " + (LONGEST - (bytes(hidden) - bytes(directory)))
                            + " up to the last /",
                    null);
        }
        checkFree(absolute);
        try {
            Files.createDirectory(
                    own, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException | UnsupportedOperationException e) {
            throw unusable(place, "a path in a directory that can be written", e);
        }
        return new Draft(absolute, hidden);
    }

    static ConfigurationException unusable(Path path, String expected, @Nullable Throwable cause) {
        return cause == null
                ? new ConfigurationException("endpoint.unixSocket", path, expected)
                : new ConfigurationException("endpoint.unixSocket", path, expected, cause);
    }

    private static void checkFree(Path path) {
        try {
            int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            if ((mode & TYPE_MASK) != SOCKET) {
                throw unusable(path, "a path where nothing is, or a socket; this is something else", null);
            }
            if (answers(path)) {
                throw unusable(path, "a path where nobody listens", null);
            }
        } catch (NoSuchFileException e) {
            LOG.debug("socket-path-free path={}", path);
        } catch (IOException | UnsupportedOperationException e) {
            throw unusable(path, "a path that can be looked at", e);
        }
    }

    /** True unless the system says that nobody listens there. */
    private static boolean answers(Path path) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            // one whose queue is full would block
            channel.configureBlocking(false);
            channel.connect(UnixDomainSocketAddress.of(path));
            return true;
        } catch (ConnectException e) {
            return false;
        }
    }

    /** Removes the file, unless another one has been put in its place since. */
    void remove() {
        try {
            if (Objects.equals(identity(path), identity)) {
                Files.delete(path);
            }
        } catch (NoSuchFileException e) {
            LOG.debug("socket-file-gone path={}", path);
        } catch (IOException e) {
            LOG.warn("socket-file-left path={} reason=\"{}\"", path, e.toString());
        }
    }

    private static @Nullable Object identity(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    private static int bytes(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
