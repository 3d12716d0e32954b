package dev.redisrouter.test.process;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One run of one server, a child of this JVM; a restart makes a new one. Thread-safe. */
public final class ServerProcess {
    private static final long EXIT_SECONDS = 10;
    private static final long STOP_SECONDS = 5;

    private final Process process;

    /** Done when the process is reaped and its pid, which the system may now give to another, is out of the keeper's sight. */
    private final CompletableFuture<Void> forgotten;

    ServerProcess(Process process, Path pidFile) {
        this.process = process;
        this.forgotten = process.onExit().thenAccept(ended -> delete(pidFile));
    }

    public static ServerProcess start(Keeper keeper, String name, List<String> command, Path log) throws IOException {
        return keeper.launch(name, command, log);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Sends SIGSTOP and returns when the process stands still. */
    public void pause() throws IOException {
        signal("STOP");
        Path stat = Path.of("/proc/" + process.pid() + "/stat");
        boolean canBeSeen = Files.exists(Path.of("/proc/self/stat"));
        if (canBeSeen && !Polling.until(TimeUnit.SECONDS.toNanos(STOP_SECONDS), () -> isStopped(stat))) {
            throw new IOException("process " + pid() + " did not stop within " + STOP_SECONDS + " s of SIGSTOP");
        }
    }

    /** Sends SIGCONT. */
    public void resume() throws IOException {
        signal("CONT");
    }

    /** Sends SIGKILL and returns when the process is gone. */
    public void kill() throws IOException {
        process.destroyForcibly();
        awaitExit();
    }

    /** Sends SIGTERM and returns when the process is gone. A paused process must be resumed by the caller. */
    public void terminate() throws IOException {
        process.destroy();
        awaitExit();
    }

    /** Returns when the process is gone. */
    public void awaitExit() throws IOException {
        try {
            forgotten.get(EXIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException("process " + process.pid() + " did not end within " + EXIT_SECONDS + " s", e);
        } catch (ExecutionException e) {
            throw new IOException("process " + process.pid() + " ended, but " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while process " + process.pid() + " was ending");
        }
    }

    private void signal(String name) throws IOException {
        // The shell's builtin: a kill program is not part of every small image.
        Process kill = new ProcessBuilder("sh", "-c", "kill -s \"$1\" \"$2\"", "sh", name, Long.toString(pid()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (kill.waitFor() != 0) {
                throw new IOException("signal " + name + ": process " + pid() + " is gone");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while sending " + name + " to process " + pid());
        }
    }

    /** {@code proc(5)}: the state follows the program's name, which stands in parentheses and may hold any character. */
    private static boolean isStopped(Path stat) throws IOException {
        String line = Files.readString(stat);
        return line.startsWith(") T", line.lastIndexOf(')'));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
