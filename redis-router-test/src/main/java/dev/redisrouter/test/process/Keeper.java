package dev.redisrouter.test.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Owns a lab's directory and the lives of its servers, and ends both when the lab is closed or its JVM is gone.
 *
 * <p>It is one {@code sh} process that waits for the end of its standard input, a pipe of which the JVM holds the other
 * end. {@link #close()} closes the pipe; when the JVM exits, crashes or is killed, the kernel does. Either way the shell
 * kills the servers and removes the directory, so that the way out after a SIGKILL is the one that every test takes. A
 * stopped server (SIGSTOP) dies of SIGKILL like any other.
 *
 * <p>It ignores SIGPIPE: a JVM that is killed before it reads {@code ready} would take the keeper with it.
 *
 * <p>No server slips through in between: each is started by a shell that writes its own pid into the directory before it
 * becomes the server, and the keeper's first act is to rename the directory. A pid written before that is killed; after
 * it, the pid file cannot be written or the server finds no configuration, and ends itself.
 *
 * <p>Where {@code setsid} exists (Linux), keeper and servers leave the JVM's process group: a Ctrl-C or a kill of the whole
 * group ends the JVM alone, and the keeper does the rest in order. Elsewhere they share the group's fate.
 *
 * <p>Thread-safe.
 */
public final class Keeper implements AutoCloseable {
    private static final long CLOSE_SECONDS = 20;

    private static final String SCRIPT = """
            umask 077
            trap '' HUP INT TERM PIPE
            mkdir "$1" || exit 1
            echo ready
            exec >/dev/null 2>&1
            while read -r _; do :; done
            gone="$1.closed"
            mv "$1" "$gone"
            for file in "$gone"/*.pid; do
              read -r pid <"$file" || continue
              kill -s KILL -- "-$pid" || kill -s KILL "$pid"
            done
            tries=0
            until rm -rf "$gone" && [ ! -e "$gone" ]; do
              tries=$((tries + 1))
              [ "$tries" -lt 100 ] || exit 1
              sleep 0.1
            done
            """;

    /** The pid file goes first: a server that the keeper does not know of must not run. */
    private static final String LAUNCH = "echo $$ >\"$1\" && shift && exec \"$@\"";

    private static final List<String> OWN_SESSION =
            Programs.onPath("setsid").map(path -> List.of(path.toString())).orElse(List.of());

    private final Path directory;
    private final Process shell;

    private Keeper(Path directory, Process shell) {
        this.directory = directory;
        this.shell = shell;
    }

    /** Creates a new directory, readable by its owner only, in {@code java.io.tmpdir}. */
    public static Keeper open() throws IOException {
        Path directory = Path.of(System.getProperty("java.io.tmpdir"), "redis-lab-" + UUID.randomUUID())
                .toAbsolutePath();
        List<String> command = new ArrayList<>(OWN_SESSION);
        command.addAll(List.of("sh", "-c", SCRIPT, "redis-lab-keeper", directory.toString()));
        Process shell = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader said = new BufferedReader(new InputStreamReader(shell.getInputStream(), UTF_8))) {
            String line = said.readLine();
            if (!"ready".equals(line)) {
                shell.destroyForcibly();
                throw new IOException("directory: " + directory + " could not be created: " + line);
            }
        }
        return new Keeper(directory, shell);
    }

    public Path directory() {
        return directory;
    }

    /** Starts a server that ends with this keeper; its output is appended to {@code log}. */
    ServerProcess launch(String name, List<String> command, Path log) throws IOException {
        if (!shell.isAlive()) {
            throw new IOException(name + ": cannot start in a closed lab");
        }
        Path pidFile = directory.resolve(name + ".pid");
        List<String> launch = new ArrayList<>(List.of("sh", "-c", LAUNCH, "redis-lab-launch", pidFile.toString()));
        launch.addAll(OWN_SESSION);
        launch.addAll(command);
        Process process = new ProcessBuilder(launch)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new ServerProcess(process, pidFile);
    }

    /**
     * Kills the servers and removes the directory; returns when both is done. Idempotent.
     *
     * @throws IOException if the directory is still there after 20 s
     */
    @Override
    public void close() throws IOException {
        shell.getOutputStream().close();
        try {
            if (!shell.waitFor(CLOSE_SECONDS, TimeUnit.SECONDS) || shell.exitValue() != 0) {
                throw new IOException(
                        "directory: " + directory + " could not be removed within " + CLOSE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + directory + " was being removed");
        }
    }
}
