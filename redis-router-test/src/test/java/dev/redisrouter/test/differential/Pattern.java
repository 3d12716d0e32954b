package dev.redisrouter.test.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What a line of a grammar stands for: a command with choices left open. Immutable. */
sealed interface Pattern {
    /** Makes the choices and adds the words that result. */
    void choose(Random random, List<String> to);

    /** One word as it stands. */
    record Literal(String word) implements Pattern {
        @Override
        public void choose(Random random, List<String> to) {
            to.add(word);
        }
    }

    /** Words of a kind, such as a key of a list. */
    record Kind(String kind) implements Pattern {
        @Override
        public void choose(Random random, List<String> to) {
            to.addAll(Words.of(kind, random));
        }
    }

    /** All of these. */
    record Row(List<Pattern> parts) implements Pattern {
        @Override
        public void choose(Random random, List<String> to) {
            parts.forEach(part -> part.choose(random, to));
        }
    }

    /** One of these, so many times. */
    record Choice(List<Pattern> alternatives, int least, int most) implements Pattern {
        @Override
        public void choose(Random random, List<String> to) {
            int times = least + random.nextInt(most - least + 1);
            for (int i = 0; i < times; i++) {
                alternatives.get(random.nextInt(alternatives.size())).choose(random, to);
            }
        }
    }

    /**
     * The pattern that this text describes.
     *
     * @throws IllegalArgumentException when it is none
     */
    static Pattern parse(String text) {
        Parser parser = new Parser(text);
        Pattern row = parser.row();
        if (parser.at < text.length()) {
            throw parser.unexpected();
        }
        return row;
    }

    /** Reads a pattern from left to right. */
    final class Parser {
        private final String text;
        private int at;

        private Parser(String text) {
            this.text = text;
        }

        private Pattern row() {
            List<Pattern> parts = new ArrayList<>();
            while (at < text.length() && text.charAt(at) != ')' && text.charAt(at) != '|') {
                switch (text.charAt(at)) {
                    case ' ' -> at++;
                    case '(' -> parts.add(choice());
                    case '"' -> parts.add(new Literal(until('"').replace("\\n", "\n")));
                    case '<' -> parts.add(new Kind(until('>')));
                    default -> parts.add(new Literal(word()));
                }
            }
            return new Row(List.copyOf(parts));
        }

        private Pattern choice() {
            List<Pattern> alternatives = new ArrayList<>();
            do {
                at++;
                alternatives.add(row());
            } while (at < text.length() && text.charAt(at) == '|');
            if (at == text.length()) {
                throw unexpected();
            }
            at++;
            int least = next('?') || next('*') ? 0 : 1;
            int most = at > 0 && (text.charAt(at - 1) == '*' || next('+')) ? 3 : 1;
            return new Choice(List.copyOf(alternatives), least, most);
        }

        private boolean next(char expected) {
            if (at < text.length() && text.charAt(at) == expected) {
                at++;
                return true;
            }
            return false;
        }

        private String until(char end) {
            int start = at + 1;
            int found = text.indexOf(end, start);
            if (found < 0) {
                throw unexpected();
            }
            at = found + 1;
            return text.substring(start, found);
        }

        private String word() {
            int start = at;
            while (at < text.length() && " ()|".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(start, at);
        }

        private IllegalArgumentException unexpected() {
            return new IllegalArgumentException(
                    "pattern: '" + text + "' at " + at + " (expected: words and closed groups)");
        }
    }
}
