package dev.redisrouter.core.upstream;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes down what it is told, one line for each call, all calls of several targets in one list if they share it. */
final class RecordingTarget implements ReplyTarget {
    final List<String> events;
    private final String name;
    boolean takesParts = true;
    boolean takesBack;

    RecordingTarget() {
        this("", new ArrayList<>());
    }

    RecordingTarget(String name, List<String> events) {
        this.name = name;
        this.events = events;
    }

    @Override
    public void replies(UpstreamConnection from, long sequence, int count, ByteBuf bytes, int start, int length) {
        add("replies " + sequence + "+" + count + " " + text(bytes, start, length));
    }

    @Override
    public void error(UpstreamConnection from, long sequence, ByteBuf bytes, int start, int length, ByteBuf command) {
        add("error " + sequence + " " + text(bytes, start, length) + "to " + words(command));
    }

    @Override
    public boolean part(UpstreamConnection from, long sequence, ByteBuf bytes, int start, int length) {
        if (takesParts) {
            add("part " + sequence + " " + text(bytes, start, length));
        }
        return takesParts;
    }

    @Override
    public boolean reclaim(UpstreamConnection from, long sequence, ByteBuf command) {
        if (takesBack) {
            add("reclaim " + sequence + " " + words(command));
        }
        return takesBack;
    }

    @Override
    public void lost(UpstreamConnection from, long sequence, ByteBuf command, boolean sent, boolean partial) {
        add("lost " + sequence + " " + words(command) + (sent ? " sent" : " unsent") + (partial ? " partial" : ""));
    }

    @Override
    public void refused(UpstreamConnection from, long sequence, byte[] error) {
        add("refused " + sequence + " " + new String(error, StandardCharsets.ISO_8859_1).trim());
    }

    private void add(String event) {
        events.add(name + event);
    }

    private static String text(ByteBuf bytes, int start, int length) {
        return bytes.toString(start, length, StandardCharsets.ISO_8859_1).replace("\r\n", "|");
    }

    /** The bulk strings of a command, with blanks between. */
    private static String words(ByteBuf command) {
        String[] lines = command.toString(StandardCharsets.ISO_8859_1).split("\r\n");
        StringBuilder words = new StringBuilder(lines[2]);
        for (int i = 4; i < lines.length; i += 2) {
            words.append(' ').append(lines[i]);
        }
        return words.toString();
    }
}
