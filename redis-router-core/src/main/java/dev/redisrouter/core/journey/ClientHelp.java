package dev.redisrouter.core.journey;

import dev.redisrouter.core.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** What {@code CLIENT HELP} says, from {@code client-help.txt}. Immutable. */
final class ClientHelp {
    private static final String FILE = "client-help.txt";
    private static final List<String> LINES = read();

    private ClientHelp() {}

    private static List<String> read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ClientHelp.class.getResourceAsStream(FILE), FILE), StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void writeTo(ByteBuf reply) {
        RespWriter.array(reply, LINES.size());
        LINES.forEach(line -> RespWriter.simple(reply, line));
    }
}
