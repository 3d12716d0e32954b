package dev.redisrouter.examples.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisrouter.error.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A password comes from the option, its file or the environment, and is shown nowhere. */
class SecretTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("PASSWORD_VARIABLE", "from the environment");

    @TempDir
    private Path directory;

    @Test
    void theOptionComesBeforeTheEnvironment() {
        assertThat(new Secret("--password", "given", null, "PASSWORD_VARIABLE").read(ENVIRONMENT))
                .contains("given");
        assertThat(new Secret("--password", null, null, "PASSWORD_VARIABLE").read(ENVIRONMENT))
                .contains("from the environment");
        assertThat(new Secret("--password", null, null, "PASSWORD_VARIABLE").read(Map.of()))
                .isEmpty();
    }

    @Test
    void theFirstLineOfAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), " with spaces \nsecond line\n");

        assertThat(new Secret("--password", null, file, "PASSWORD_VARIABLE").read(ENVIRONMENT))
                .contains(" with spaces ");
    }

    @Test
    void anEmptyFileIsAMistake() throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), "\n");

        assertThatThrownBy(() -> new Secret("--password", null, file, "PASSWORD_VARIABLE").read(ENVIRONMENT))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("--password-file: " + file + " (expected: a password in its first line)");
    }

    @Test
    void optionAndFileTogetherAreAMistakeThatDoesNotShowThePassword() {
        Secret secret = new Secret("--password", "given", directory, "PASSWORD_VARIABLE");

        assertThatThrownBy(() -> secret.read(ENVIRONMENT))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("--password-file: " + directory + " (expected: not together with --password)");
        assertThat(secret).hasToString("Secret[--password]");
    }
}
