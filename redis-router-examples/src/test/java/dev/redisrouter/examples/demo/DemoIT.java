package dev.redisrouter.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.examples.Program;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The demo keeps every promise on real servers, and tells the story as plain text when nobody watches. */
class DemoIT {

    @Test
    void tellsTheWholeStoryAndEndsWithZero() throws Exception {
        try (Program demo = Program.main(Demo.class, "--fast")) {
            int exitCode = demo.exitCode(100);

            List<String> story = demo.out();
            assertThat(story).noneMatch(line -> line.contains("✗"));
            assertThat(exitCode).as(() -> String.join("\n", story)).isZero();
            assertThat(story)
                    .contains("6. The master hangs", "Every promise was kept.")
                    .anyMatch(line -> line.startsWith("   ✓ writes go on by themselves"))
                    .anyMatch(line -> line.startsWith("   ✓ no client saw an error: 0 errors"))
                    .noneMatch(line -> line.contains("\033"));
            assertThat(demo.err())
                    .filteredOn(line -> !line.startsWith("WARNING: "))
                    .allMatch(String::isBlank);
        }
    }

    @Test
    void explainsItself() throws Exception {
        try (Program demo = Program.main(Demo.class, "--help")) {
            assertThat(demo.exitCode(30)).isZero();
            assertThat(String.join("\n", demo.out()))
                    .contains("mvn -q compile -Pdemo", "--keep-running", "Needs no installed Redis");
        }
    }

    @Test
    void doesNotGuessWhatAWrongOptionMeans() throws Exception {
        try (Program demo = Program.main(Demo.class, "--slow")) {
            assertThat(demo.exitCode(30)).isEqualTo(2);
            assertThat(demo.err()).anyMatch(line -> line.contains("--slow"));
        }
    }
}
