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
        Path named = script("named", "touch " + temp.resolve("used"));

        try (RedisLab lab = RedisLab.builder()
                .replicas(0)
                .sentinels(0)
                .server(named.toString())
                .start()) {
            assertThat(temp.resolve("used")).exists();
            assertThat(lab.master().command("PING")).isEqualTo("PONG");
            assertThat(lab.directory().resolve("redis-server")).doesNotExist();
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
        Path unlucky = script("unlucky", """
                if mkdir "%s" 2>/dev/null; then
                  echo 'bind: Address already in use'
                  exit 1
                fi
                """.formatted(temp.resolve("once")));

        try (RedisLab lab = RedisLab.builder()
                .replicas(1)
                .sentinels(1)
                .server(unlucky.toString())
                .start()) {
            assertThat(temp.resolve("once")).exists();
            assertThat(lab.master().command("PING")).isEqualTo("PONG");
        }
    }

    @Test
    void aPortThatStaysTakenEndsTheStart() throws IOException {
        Path hopeless = script("hopeless", "echo 'bind: Address already in use'; exit 1");

        assertThatThrownBy(() -> RedisLab.builder().server(hopeless.toString()).start())
                .isInstanceOf(LabException.class)
                .hasMessageContaining("bind: Address already in use");
    }

    /** A program that does {@code first} and then is the server of all other tests. */
    private Path script(String name, String first) throws IOException {
        Path script =
                Files.writeString(temp.resolve(name), "#!/bin/sh\n" + first + "\nexec " + usualServer() + " \"$@\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script;
    }

    private Path usualServer() throws IOException {
        String property = System.getProperty("redisrouter.lab.redis-server", "");
        if (!property.isEmpty()) {
            return Path.of(property);
        }
        try (RedisLab lab = RedisLab.builder().replicas(0).sentinels(0).start()) {
            Path copy = Files.copy(lab.directory().resolve("redis-server"), temp.resolve("redis-server"));
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwx------"));
            return copy;
        }
    }
}
