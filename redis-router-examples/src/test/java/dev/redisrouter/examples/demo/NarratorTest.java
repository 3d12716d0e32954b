package dev.redisrouter.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** In a pipe the story is plain text; a promise that was not kept is remembered wherever it is told. */
class NarratorTest {
    private final StringWriter text = new StringWriter();

    private Narrator narrator(boolean terminal) {
        return new Narrator(new PrintWriter(text), terminal);
    }

    @Test
    void aPipeGetsPlainLinesAndNoProgress() {
        Narrator narrator = narrator(false);
        narrator.step("First");
        narrator.progress("1 %");
        narrator.say("two lines%n%d", 2);
        narrator.promise(new Promise("it holds", true, "3 of 3"));
        narrator.step("Second");

        assertThat(text.toString().lines())
                .containsExactly("", "1. First", "   two lines", "   2", "   ✓ it holds: 3 of 3", "", "2. Second");
    }

    @Test
    void aTerminalGetsColourAndOneProgressLine() {
        Narrator narrator = narrator(true);
        narrator.progress("1 %");
        narrator.promise(new Promise("it holds", true, "3 of 3"));

        assertThat(text.toString())
                .isEqualTo("\r\033[K\033[2m   1 %\033[0m\r\033[K   \033[32m✓\033[0m it holds: 3 of 3"
                        + System.lineSeparator());
    }

    @Test
    void whatWasNotKeptIsRemembered() {
        Narrator narrator = narrator(false);
        Promise broken = new Promise("it holds", false, "2 of 3");
        narrator.promise(new Promise("that too", true, "yes"));
        narrator.promise(broken);

        assertThat(narrator.broken()).containsExactly(broken);
        assertThat(text.toString()).contains("   ✗ NOT KEPT: it holds: 2 of 3");
    }
}
