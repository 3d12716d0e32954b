package dev.redisrouter.core.command;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a server says of its commands in its reply to {@code COMMAND}, as far as it decides where they go. Pure.
 *
 * <p>An entry is name, arity, flags, first key, last key, step, and since Redis 7.0 categories, tips, key specifications and
 * subcommands.
 */
final class ServerCommands {
    /*
     * Flags say less than the table does, so they are believed only where they make a command harmless: what is called
     * readonly, and neither admin nor pubsub, may go to any node. Where keys are cannot be told more often than it can;
     * then they are any keys.
     */
    private static final int FLAGS = 2;
    private static final int FIRST_KEY = 3;
    private static final int KEY_SPECIFICATIONS = 8;
    private static final int SUBCOMMANDS = 9;

    private ServerCommands() {}

    /**
     * The commands and subcommands that the table does not know, by name.
     *
     * @param table by name; a container that the router answers itself or refuses keeps all its subcommands
     * @param reply the whole reply; entries of any other shape are left out
     */
    static Map<String, CommandSpec> unknownTo(Map<String, CommandSpec> table, List<?> reply) {
        Map<String, CommandSpec> found = new LinkedHashMap<>();
        collect(reply, table, found);
        return found;
    }

    private static void collect(List<?> entries, Map<String, CommandSpec> table, Map<String, CommandSpec> found) {
        for (Object entry : entries) {
            if (entry instanceof List<?> fields && fields.size() > FIRST_KEY + 2) {
                String name = String.valueOf(fields.get(0)).toUpperCase(Locale.ROOT);
                CommandSpec known = table.get(name);
                if (known == null) {
                    found.put(name, spec(name, fields));
                }
                boolean open = known == null || known.kind() == Kind.READ || known.kind() == Kind.WRITE;
                if (open && fields.size() > SUBCOMMANDS && fields.get(SUBCOMMANDS) instanceof List<?> subcommands) {
                    collect(subcommands, table, found);
                }
            }
        }
    }

    /** What one entry says, and nothing else. */
    static CommandSpec spec(String name, List<?> fields) {
        Set<String> flags = words(fields.get(FLAGS));
        boolean reads = flags.contains("readonly") && !flags.contains("write");
        boolean harmless = reads && !flags.contains("admin") && !flags.contains("pubsub");
        Kind kind = flags.contains("blocking") ? Kind.BLOCKING : harmless ? Kind.READ : Kind.WRITE;
        boolean says = reads || flags.contains("write");
        return CommandSpec.of(
                name,
                Math.toIntExact(number(fields.get(1))),
                kind,
                reads ? CommandSpec.Access.READ : CommandSpec.Access.WRITE,
                says ? keys(fields, flags) : null,
                CommandSpec.NEVER,
                0);
    }

    /** Null when they may be any. */
    private static KeySpec @Nullable [] keys(List<?> fields, Set<String> flags) {
        List<KeySpec> keys = new ArrayList<>();
        if (fields.size() > KEY_SPECIFICATIONS && fields.get(KEY_SPECIFICATIONS) instanceof List<?> specifications) {
            for (Object specification : specifications) {
                Map<String, Object> parts = pairs(specification);
                Set<String> notes = words(parts.get("flags"));
                if (!notes.contains("not_key")) {
                    Optional<KeySpec> key = notes.contains("incomplete") ? Optional.empty() : key(parts);
                    if (key.isEmpty()) {
                        return null;
                    }
                    keys.add(key.get());
                }
            }
        }
        if (keys.isEmpty()) {
            int first = Math.toIntExact(number(fields.get(FIRST_KEY)));
            if (first == 0 || flags.contains("movablekeys")) {
                return null;
            }
            int last = Math.toIntExact(number(fields.get(FIRST_KEY + 1)));
            keys.add(range(first, last < 0 ? last : last - first, number(fields.get(FIRST_KEY + 2))));
        }
        return keys.toArray(KeySpec[]::new);
    }

    private static Optional<KeySpec> key(Map<String, Object> parts) {
        Map<String, Object> begin = pairs(parts.get("begin_search"));
        Map<String, Object> find = pairs(parts.get("find_keys"));
        Map<String, Object> where = pairs(begin.get("spec"));
        Map<String, Object> which = pairs(find.get("spec"));
        String form = begin.get("type") + " " + find.get("type");
        return switch (form) {
            case "index range" ->
                number(which.get("limit")) > 1
                        ? Optional.empty()
                        : Optional.of(range(
                                Math.toIntExact(number(where.get("index"))),
                                number(which.get("lastkey")),
                                number(which.get("keystep"))));
            case "index keynum" ->
                number(which.get("keynumidx")) != 0 || number(which.get("firstkey")) != 1
                        ? Optional.empty()
                        : Optional.of(new KeySpec(
                                KeySpec.Form.COUNTED,
                                Math.toIntExact(number(where.get("index"))),
                                0,
                                step(number(which.get("keystep"))),
                                new byte[0]));
            case "keyword range" -> behindWord(where, which);
            default -> Optional.empty();
        };
    }

    /** @param last counted from the first when not negative */
    private static KeySpec range(int first, long last, long step) {
        int end = Math.toIntExact(last < 0 ? last : first + last);
        return new KeySpec(KeySpec.Form.RANGE, first, end, step(step), new byte[0]);
    }

    private static Optional<KeySpec> behindWord(Map<String, Object> where, Map<String, Object> which) {
        long from = number(where.get("startfrom"));
        long last = number(which.get("lastkey"));
        long limit = number(which.get("limit"));
        if (from < 0 || number(which.get("keystep")) != 1 || last < -1 || last > 0 || limit > 2) {
            return Optional.empty();
        }
        KeySpec.Form form = last == 0 ? KeySpec.Form.AFTER : limit == 2 ? KeySpec.Form.HALF : KeySpec.Form.REST;
        String word = String.valueOf(where.get("keyword")).toUpperCase(Locale.ROOT);
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        return Optional.of(new KeySpec(form, Math.toIntExact(from), -1, 1, bytes));
    }

    /** One that is not positive stands where there is one key. */
    private static int step(long step) {
        return Math.toIntExact(Math.max(1, step));
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    private static Set<String> words(@Nullable Object list) {
        return list instanceof List<?> words
                ? words.stream()
                        .map(word -> String.valueOf(word).toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet())
                : Set.of();
    }

    private static Map<String, Object> pairs(@Nullable Object list) {
        Map<String, Object> pairs = new LinkedHashMap<>();
        if (list instanceof List<?> words) {
            for (int i = 0; i + 1 < words.size(); i += 2) {
                pairs.put(String.valueOf(words.get(i)), words.get(i + 1));
            }
        }
        return pairs;
    }
}
