package dev.redisrouter.core.upstream;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection to a {@link FakeNode}, from the node's side. */
public final class FakeConnection {
    private final FakeNode node;
    private final FakeChannel channel;
    private final List<String> unanswered = new ArrayList<>();
    private final List<String> commands = new ArrayList<>();
    private String bytes = "";

    FakeConnection(FakeNode node, FakeChannel channel) {
        this.node = node;
        this.channel = channel;
    }

    public FakeChannel channel() {
        return channel;
    }

    /** Everything that came, the handshake included. */
    public List<String> commands() {
        return commands;
    }

    int unanswered() {
        return unanswered.size();
    }

    /** How much of a command has come of which the end is missing. */
    public int unread() {
        read();
        return bytes.length();
    }

    /** The commands that have no answer, oldest first. */
    public List<String> unansweredCommands() {
        return List.copyOf(unanswered);
    }

    /** Answers the oldest command that has no answer. */
    public void answer(String reply) {
        if (unanswered.isEmpty()) {
            throw new IllegalStateException("nothing to answer with " + reply);
        }
        unanswered.remove(0);
        channel.deliver(reply);
    }

    /** Sends bytes, whatever they are. */
    public void send(String raw) {
        channel.deliver(raw);
    }

    /** The node ends it. */
    public void cut() {
        channel.close();
    }

    /** Takes in what was sent; true if that was anything. */
    boolean read() {
        String fresh = channel.written();
        bytes += fresh;
        for (String command = next(); command != null; command = next()) {
            commands.add(command);
            String reply = unanswered.isEmpty() ? node.reply(command) : null;
            if (!command.matches("(AUTH|HELLO|SELECT) .*")) {
                node.received(command);
            }
            if (reply == null) {
                unanswered.add(command);
            } else {
                channel.deliver(reply);
            }
        }
        return !fresh.isEmpty();
    }

    private @Nullable String next() {
        int at = bytes.indexOf("\r\n");
        if (at < 0) {
            return null;
        }
        int count = Integer.parseInt(bytes.substring(1, at));
        at += 2;
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int end = bytes.indexOf("\r\n", at);
            if (end < 0) {
                return null;
            }
            int length = Integer.parseInt(bytes.substring(at + 1, end));
            if (bytes.length() < end + 2 + length + 2) {
                return null;
            }
            words.add(bytes.substring(end + 2, end + 2 + length));
            at = end + 2 + length + 2;
        }
        bytes = bytes.substring(at);
        return String.join(" ", words);
    }
}
