package dev.redisrouter.test.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program below {@code src/test/clients} that uses a client library of another language. It takes a host, a port and a
 * RESP version, prints each step that went as it should, and ends with 0; at the first difference it ends with another
 * code. {@value #SKIPPED} says that it cannot be run here, and why.
 *
 * @param name what is run, for messages
 * @param protocols the RESP versions that the library speaks
 * @param probe a command that succeeds where runtime and library are installed
 * @param command the program, without its arguments
 */
record ClientScript(String name, List<Integer> protocols, List<String> probe, List<String> command) {
    private static final int SKIPPED = 77;
    private static final int TIMEOUT_SECONDS = 100;

    /** A directory with the {@code node_modules} that {@code npm/package.json} asks for. */
    private static final String NODE_DIRECTORY = System.getProperty("redisrouter.test.npm", "");

    private static final Path DIRECTORY = Path.of("src/test/clients");

    static List<ClientScript> all(Path scratch) {
        String php = "exit(extension_loaded('redis') ? 0 : 1);";
        // not the PATH's python3, which may be one without the distribution's packages
        String python = Files.isExecutable(Path.of("/usr/bin/python3")) ? "/usr/bin/python3" : "python3";
        String hiredis = scratch.resolve("hiredis").toString();
        return List.of(
                node("ioredis", 2, 3),
                node("node-redis", "redis", 2, 3),
                node("bullmq", 2, 3),
                script("redis-py", List.of(python, "-c", "import redis"), python, "redis-py.py"),
                script("rq", List.of(python, "-c", "import rq"), python, "rq-jobs.py"),
                script("phpredis", List.of("php", "-r", php), "php", "phpredis.php"),
                script("redis-rb", List.of("ruby", "-e", "require 'redis'"), "ruby", "redis-rb.rb"),
                new ClientScript(
                        "hiredis",
                        List.of(2),
                        List.of("cc", "-Wall", "-o", hiredis, path("hiredis.c"), "-lhiredis"),
                        List.of(hiredis)));
    }

    private static ClientScript node(String name, Integer... protocols) {
        return node(name, name, protocols);
    }

    private static ClientScript node(String name, String module, Integer... protocols) {
        List<String> probe = List.of("node", "-e", "require('" + module + "')");
        return new ClientScript(name, List.of(protocols), probe, List.of("node", path("npm/" + name + ".cjs")));
    }

    private static ClientScript script(String name, List<String> probe, String interpreter, String file) {
        return new ClientScript(name, List.of(2), probe, List.of(interpreter, path(file)));
    }

    private static String path(String file) {
        return DIRECTORY.resolve(file).toAbsolutePath().toString();
    }

    /** Skips the test where runtime or library are missing. */
    void assumeInstalled() {
        Ended ended;
        try {
            ended = ended(probe);
        } catch (IOException e) {
            ended = new Ended(-1, "", String.valueOf(e.getMessage()));
        }
        assumeTrue(ended.code() == 0, name + " is not installed: " + ended + " (expected: success of " + probe + ")");
    }

    /** Runs it; skips the test where it says that it must be. */
    Ended run(String host, int port, int protocol) throws IOException {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(host, Integer.toString(port), Integer.toString(protocol)));
        Ended ended = ended(all);
        assumeTrue(ended.code() != SKIPPED, name + ": " + ended);
        return ended;
    }

    private static Ended ended(List<String> command) throws IOException {
        File errors = Files.createTempFile("client", ".err").toFile();
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors);
        builder.environment().putAll(Map.of("NODE_PATH", NODE_DIRECTORY + "/node_modules", "NODE_NO_WARNINGS", "1"));
        Process process = builder.start();
        process.getOutputStream().close();
        process.onExit().orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).exceptionally(e -> process.destroyForcibly());
        try (var out = process.getInputStream()) {
            String output = new String(out.readAllBytes(), UTF_8);
            return new Ended(process.onExit().join().exitValue(), output, Files.readString(errors.toPath()));
        } finally {
            Files.delete(errors.toPath());
        }
    }

    /**
     * How a program ended.
     *
     * @param code what it exited with
     * @param output all that it printed
     * @param errors all that it printed as errors
     */
    record Ended(int code, String output, String errors) {}

    @Override
    public String toString() {
        return name;
    }
}
