package dev.redisrouter.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page on commands says what the table says. */
class CommandPageTest {
    private static final Path PAGE = Path.of("..", "docs", "commands.md");
    private static final String WRITE = "commands.write";

    @Test
    void isUpToDate() throws IOException {
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(PAGE, CommandPage.text());
        }
        assertThat(Files.readString(PAGE))
                .as("docs/commands.md is out of date; write it anew with: mvn -q test -pl redis-router-core -am"
                        + " -Dtest=CommandPageTest -Dsurefire.failIfNoSpecifiedTests=false -D" + WRITE + "=true")
                .isEqualTo(CommandPage.text());
    }
}
