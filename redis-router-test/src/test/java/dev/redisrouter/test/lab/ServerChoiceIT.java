package dev.redisrouter.test.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisrouter.test.LabException;
import dev.redisrouter.test.RedisLab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server program may be named, and a start is tried again when another process was quicker to take a port. */
class ServerChoiceIT {

    @TempDir
    Path temp;

    @Test
    void isTheNamedProgram() throws IOException {
        Path program = Files.copy(bundled(), temp.resolve("my-redis"));
        makeExecutable(program);

        try (RedisLab lab = RedisLab.builder()
                .replicas(0)
                .sentinels(0)
                .server(program.toString())
                .start()) {
            assertThat(lab.master().info("executable")).isEqualTo(program.toString());
        }
    }

    @Test
    void aProgramThatIsNotThereIsNamedInTheError() {
        Path missing = temp.resolve("missing");
        assertThatThrownBy(() -> RedisLab.builder().server(missing.toString()).start())
                .isInstanceOf(LabException.class)
                .hasMessage("the lab did not start: redis-server: " + missing + " (expected: an executable file)");
        assertThatThrownBy(
                        () -> RedisLab.builder().server("no-such-redis-server").start())
                .isInstanceOf(LabException.class)
                .hasMessage("the lab did not start: redis-server: no-such-redis-server"
                        + " (expected: a program on the PATH, or a path with a slash)");
    }

    @Test
    void aTakenPortIsTriedOnceMoreWithOthers() throws IOException {
        Path program = Files.copy(bundled(), temp.resolve("redis-server"));
        makeExecutable(program);
        Path unlucky = Files.writeString(temp.resolve("unlucky"), """
                #!/bin/sh
                if mkdir "%s"; then
                  echo 'bind: Address already in use'
                  exit 1
                fi 2>/dev/null
                exec %s "$@"
                """.formatted(temp.resolve("once"), program));
        makeExecutable(unlucky);

        try (RedisLab lab = RedisLab.builder()
                .replicas(1)
                .sentinels(1)
                .server(unlucky.toString())
                .start()) {
            assertThat(temp.resolve("once")).exists();
            assertThat(lab.master().command("PING")).isEqualTo("PONG");
        }
    }

    /** A copy of the bundled program, which goes with its lab. */
    private Path bundled() throws IOException {
        try (RedisLab lab = RedisLab.builder().replicas(0).sentinels(0).start()) {
            return Files.copy(Path.of(lab.master().info("executable")), temp.resolve("bundled"));
        }
    }

    private static void makeExecutable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
