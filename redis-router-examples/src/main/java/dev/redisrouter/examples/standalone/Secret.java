package dev.redisrouter.examples.standalone;

import dev.redisrouter.error.ConfigurationException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a password may come from. No message and no {@code toString} shows it.
 *
 * @param option the option that gives it directly; {@code option-file} names the one with the file
 * @param given with the option
 * @param file whose first line it is
 * @param variable of the environment, when neither is given
 */
record Secret(
        String option, @Nullable String given, @Nullable Path file, String variable) {

    Optional<String> read(Map<String, String> environment) {
        if (given != null && file != null) {
            throw new ConfigurationException(option + "-file", file, "not together with " + option);
        }
        if (file != null) {
            return Optional.of(firstLine(file));
        }
        return Optional.ofNullable(given != null ? given : environment.get(variable));
    }

    private String firstLine(Path path) {
        try (BufferedReader lines = Files.newBufferedReader(path)) {
            String line = lines.readLine();
            if (line == null || line.isEmpty()) {
                throw new ConfigurationException(option + "-file", path, "a password in its first line");
            }
            return line;
        } catch (IOException e) {
            throw new ConfigurationException(option + "-file", path, "a file that can be read", e);
        }
    }

    @Override
    public String toString() {
        return "Secret[" + option + "]";
    }
}
