package dev.redisrouter.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A program of this module in a JVM of its own, as a user starts it: without a terminal, its input closed. Its output is
 * read as it comes. Thread-safe; closing kills it.
 */
public final class Program implements AutoCloseable {
    private final Process process;
    private final List<String> out = new CopyOnWriteArrayList<>();
    private final List<String> err = new CopyOnWriteArrayList<>();
    private final List<Thread> readers;

    private Program(Process process) {
        this.process = process;
        this.readers = List.of(reading(process.getInputStream(), out), reading(process.getErrorStream(), err));
    }

    /** {@code java -jar}. */
    public static Program jar(Path jar, Map<String, String> environment, String... args) throws IOException {
        return start(environment, List.of("-jar", jar.toString()), args);
    }

    /** A main class of the tests' own class path. */
    public static Program main(Class<?> main, String... args) throws IOException {
        return main(Map.of(), main, args);
    }

    /** The same with variables of the environment. */
    public static Program main(Map<String, String> environment, Class<?> main, String... args) throws IOException {
        return start(environment, List.of("-cp", System.getProperty("java.class.path"), main.getName()), args);
    }

    private static Program start(Map<String, String> environment, List<String> what, String... args)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(what);
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return new Program(process);
    }

    /** What it has said so far, line by line. */
    public List<String> out() {
        return List.copyOf(out);
    }

    /** What it has complained of or logged so far, line by line. */
    public List<String> err() {
        return List.copyOf(err);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Sends SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** Returns when it has ended and all that it said has been read. */
    public int exitCode(long seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + seconds + " s; it said " + out + err);
        }
        for (Thread reader : readers) {
            reader.join();
        }
        return process.exitValue();
    }

    private static Thread reading(InputStream stream, List<String> lines) {
        Thread thread = new Thread(() -> {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
                reader.lines().forEach(lines::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
