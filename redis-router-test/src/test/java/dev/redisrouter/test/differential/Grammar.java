package dev.redisrouter.test.differential;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** The commands of one file, each as likely as the next. Immutable. */
record Grammar(List<Rule> rules) {
    /**
     * One line of the file.
     *
     * @param likeness how the replies are compared
     */
    record Rule(Likeness likeness, Pattern pattern) {}

    static Grammar read(String file) {
        try (InputStream in = Objects.requireNonNull(Grammar.class.getResourceAsStream(file), file)) {
            return new Grammar(new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("# ") && !line.equals("#"))
                    .map(Grammar::rule)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Rule rule(String line) {
        String[] parts = line.split(" +", 2);
        return new Rule(Likeness.named(parts[0]), Pattern.parse(parts[1]));
    }

    /** Any of these commands. */
    Call any(Random random) {
        Rule rule = rules.get(random.nextInt(rules.size()));
        List<String> chosen = new ArrayList<>();
        rule.pattern().choose(random, chosen);
        return new Call(List.copyOf(chosen), rule.likeness(), false);
    }
}
