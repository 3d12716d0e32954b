package dev.redisrouter.core.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** Reads {@code commands.txt}, which says itself how it is written. A mistake in it is a mistake of the build. */
final class CommandFile {
    private static final String FILE = "commands.txt";
    private static final String WAITS = "waits=";
    private static final Pattern COLUMNS = Pattern.compile(" +");
    private static final Pattern RULES = Pattern.compile(",");

    private CommandFile() {}

    /** Every command and subcommand by its name, containers before their subcommands. */
    static Map<String, CommandSpec> read() {
        Map<String, CommandSpec> specs = new LinkedHashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(CommandFile.class.getResourceAsStream(FILE), FILE), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isEmpty() && line.charAt(0) != '#') {
                    CommandSpec spec = parse(line);
                    if (specs.put(spec.name(), spec) != null) {
                        throw new IllegalStateException(
                                FILE + ": " + spec.name() + " (expected: one line per command)");
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return specs;
    }

    static CommandSpec parse(String line) {
        String[] columns = COLUMNS.split(line, -1);
        if (columns.length < 5 || columns.length > 6) {
            throw new IllegalArgumentException(FILE + ": " + line + " (expected: 5 or 6 columns)");
        }
        CommandSpec.Access access = switch (columns[2]) {
            case "read" -> CommandSpec.Access.READ;
            case "write" -> CommandSpec.Access.WRITE;
            case "-" -> CommandSpec.Access.NONE;
            default -> throw new IllegalArgumentException("access: " + columns[2] + " (expected: read, write or -)");
        };
        boolean waits = columns.length == 6 && columns[5].startsWith(WAITS);
        return CommandSpec.of(
                columns[0],
                Integer.parseInt(columns[1]),
                Kind.valueOf(columns[4]),
                access,
                columns[3].equals("*") ? null : keys(columns[3]),
                columns.length == 6 && !waits ? repeatable(columns[5]) : CommandSpec.NEVER,
                waits ? Integer.parseInt(columns[5].substring(WAITS.length())) : 0);
    }

    private static KeySpec[] keys(String text) {
        if (text.equals("-")) {
            return new KeySpec[0];
        }
        return Arrays.stream(RULES.split(text, -1)).map(KeySpec::parse).toArray(KeySpec[]::new);
    }

    private static int repeatable(String text) {
        if (text.equals("same")) {
            return CommandSpec.ALWAYS;
        }
        if (text.equals("once")) {
            return CommandSpec.ONCE;
        }
        if (text.startsWith("same=")) {
            return Integer.parseInt(text.substring("same=".length()));
        }
        throw new IllegalArgumentException("repeat: " + text + " (expected: same, same=n, once or waits=n)");
    }
}
