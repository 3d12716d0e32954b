package dev.redisrouter.test.differential;

import java.util.List;
import java.util.Random;

/**
 * Words of each kind that a grammar names. Keys and members are few, so that commands meet what others have left; values
 * are mostly small, now and then empty, binary or huge.
 */
final class Words {
    /** Kinds of keys; one is now and then taken for another. */
    private static final List<String> TYPES = List.of("str", "list", "hash", "set", "zset", "stream", "geo");

    private static final List<String> VALUES = List.of("7", "-3", "12", "3.5", "word", "another word", "10", "0", "x");
    private static final List<String> MEMBERS = List.of("a", "b", "c", "alpha", "7", "42", "\u0000\r\n\u00ff", "");
    private static final List<String> INTS =
            List.of("1", "2", "-1", "10", "0", "9223372036854775807", "x", "1.5", "007");
    private static final List<String> FLOATS = List.of("1.5", "-0.25", "3", "1e3", "inf", "nan", "x", "0.1");
    private static final List<String> SCORES = List.of("1", "2", "2.5", "-1", "0", "inf", "-inf", "1e10", "x", "0.1");
    private static final List<String> LIMITS = List.of("-inf", "+inf", "(1", "1", "2", "(2.5", "0", "x");
    private static final List<String> LEX = List.of("-", "+", "[a", "(a", "[b", "(c", "x");
    private static final List<String> INDEXES = List.of("0", "1", "2", "3", "-1", "-2", "-5", "100", "x");
    private static final List<String> OFFSETS = List.of("0", "1", "7", "8", "13", "100", "5000", "-1", "x");
    private static final List<String> COUNTS = List.of("0", "1", "2", "3", "10", "-1", "x");
    private static final List<String> IDS = List.of("1-1", "1-2", "2-1", "2-*", "3", "5-5", "9-0", "0-0", "x");
    private static final List<String> PLACES = List.of("13.4 52.5", "9.2 45.5", "2.3 48.9", "-0.1 51.5", "200 0");
    private static final List<String> DATABASES = List.of("0", "1", "2", "0", "1", "2", "16");
    private static final List<String> CHANNELS = List.of("news", "nine", "weather", "\u0000\r\n\u00ff", "");
    private static final List<String> PATTERNS = List.of("n*", "w?ather", "none", "[");
    private static final List<String> TTLS = List.of("1000", "2000", "3000", "0", "-5", "x", "9223372036854775807");
    private static final int HUGE = 200_000;

    private Words() {}

    /** Words of this kind; mostly one. */
    static List<String> of(String kind, Random random) {
        return switch (kind) {
            case "str", "list", "hash", "set", "zset", "stream", "geo" ->
                List.of(key(random.nextInt(14) == 0 ? any(TYPES, random) : kind, random));
            case "key" -> List.of(random.nextInt(50) == 0 ? "" : key(any(TYPES, random), random));
            case "hll" -> List.of(key("hll", random));
            case "value" -> List.of(value(random));
            case "field", "member" -> List.of(any(MEMBERS, random));
            case "int" -> List.of(any(INTS, random));
            case "float" -> List.of(any(FLOATS, random));
            case "score" -> List.of(any(SCORES, random));
            case "limit" -> List.of(any(LIMITS, random));
            case "lex" -> List.of(any(LEX, random));
            case "index" -> List.of(any(INDEXES, random));
            case "offset" -> List.of(any(OFFSETS, random));
            case "bit" -> List.of(random.nextInt(20) == 0 ? "2" : Integer.toString(random.nextInt(2)));
            case "count" -> List.of(any(COUNTS, random));
            case "id" -> List.of(any(IDS, random));
            case "group" -> List.of(random.nextBoolean() ? "readers" : "others");
            case "place" -> List.of(any(PLACES, random).split(" "));
            case "database" -> List.of(any(DATABASES, random));
            case "channel" -> List.of(any(CHANNELS, random));
            case "pattern" -> List.of(any(PATTERNS, random));
            case "ttl" -> List.of(any(TTLS, random));
            case "date" -> List.of(Long.toString(4_000_000_000L + random.nextInt(3)));
            case "glob" -> List.of(any(List.of("*", "str*", "?ist[0-2]", "none"), random));
            default ->
                throw new IllegalArgumentException("kind of word: " + kind + " (expected: one that is known here)");
        };
    }

    private static String key(String type, Random random) {
        int number = random.nextInt(5);
        return type + (number == 4 ? "\u0000 \r\n\u00ff" : number);
    }

    private static String value(Random random) {
        return switch (random.nextInt(24)) {
            case 0 -> "";
            case 1 -> binary(random, random.nextInt(100));
            case 2 -> "long ".repeat(random.nextInt(200));
            case 3 -> random.nextInt(20) == 0 ? binary(random, random.nextInt(HUGE)) : "*1\r\n$4\r\nPING\r\n";
            default -> any(VALUES, random);
        };
    }

    private static String binary(Random random, int length) {
        StringBuilder bytes = new StringBuilder(length);
        random.ints(length, 0, 256).forEach(b -> bytes.append((char) b));
        return bytes.toString();
    }

    private static <T> T any(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }
}
