package dev.redisrouter.core.command;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads a server's whole reply to {@code COMMAND} in RESP2: lists, strings and numbers within each other. Pure. */
public final class ServerReply {
    /** Deeper than any server nests what it says of its commands. */
    private static final int MAX_DEPTH = 32;

    private final byte[] bytes;
    private int at;

    private ServerReply(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws IllegalArgumentException if it is not a list, or no RESP2 */
    public static List<?> parse(byte[] reply) {
        try {
            if (new ServerReply(reply).value(0) instanceof List<?> commands) {
                return commands;
            }
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new IllegalArgumentException("reply to COMMAND: cut off or garbled (expected: RESP2)", e);
        }
        throw new IllegalArgumentException("reply to COMMAND: not a list");
    }

    private Object value(int depth) {
        byte type = bytes[at++];
        String line = line();
        return switch (type) {
            case '+', '-' -> line;
            case ':' -> Long.parseLong(line);
            case '$' -> string(Integer.parseInt(line));
            case '*' -> list(Integer.parseInt(line), depth + 1);
            default -> throw new NumberFormatException("type of reply: " + (char) type);
        };
    }

    private String line() {
        int start = at;
        while (bytes[at] != '\r') {
            at++;
        }
        at += 2;
        return new String(bytes, start, at - 2 - start, StandardCharsets.UTF_8);
    }

    private String string(int length) {
        if (length < 0) {
            return "";
        }
        String string = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length + 2;
        return string;
    }

    private List<Object> list(int length, int depth) {
        if (depth > MAX_DEPTH) {
            throw new NumberFormatException("depth of reply: " + depth + " (expected: 0-" + MAX_DEPTH + ")");
        }
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            list.add(value(depth));
        }
        return list;
    }
}
