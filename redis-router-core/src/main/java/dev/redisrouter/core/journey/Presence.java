package dev.redisrouter.core.journey;

import dev.redisrouter.core.command.CommandSpec;
import org.jspecify.annotations.Nullable;

/** What is remembered of a client for {@code CLIENT LIST} and its like alone. Only on its event loop. */
final class Presence {
    private final long since;
    private long lastSeen;
    private @Nullable CommandSpec lastCommand;
    private boolean noEvict;
    private boolean followsRedirects;

    Presence(long now) {
        this.since = now;
        this.lastSeen = now;
    }

    /** Bytes came from the client, or went to it. */
    void seen(long now) {
        lastSeen = now;
    }

    void command(CommandSpec spec) {
        lastCommand = spec;
    }

    void noEvict(boolean on) {
        noEvict = on;
    }

    void followsRedirects() {
        followsRedirects = true;
    }

    /** The client has said so with {@code CLIENT CAPA}; nobody redirects it here. */
    boolean isSaidToFollowRedirects() {
        return followsRedirects;
    }

    /** When the client connected. */
    long since() {
        return since;
    }

    long lastSeen() {
        return lastSeen;
    }

    /** Null when it sent none yet. */
    @Nullable
    CommandSpec lastCommand() {
        return lastCommand;
    }

    /** What the client said with {@code CLIENT NO-EVICT}; the router evicts nobody. */
    boolean noEvict() {
        return noEvict;
    }
}
