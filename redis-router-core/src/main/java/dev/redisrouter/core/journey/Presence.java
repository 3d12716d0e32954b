package dev.redisrouter.core.journey;

import dev.redisrouter.core.command.CommandSpec;
import dev.redisrouter.core.resp.Request;
import org.jspecify.annotations.Nullable;

/** What is remembered of a client for {@code CLIENT LIST} and its like alone. Only on its event loop. */
final class Presence {
    private final long since;
    private long lastSeen;
    private @Nullable CommandSpec lastCommand;
    private @Nullable Subscribed subscribed;
    private boolean monitors;
    private boolean noEvict;

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

    /** A command was passed on unread. */
    void passed(Request request, CommandSpec spec) {
        switch (spec.kind()) {
            case SUBSCRIBE -> {
                subscribed = subscribed == null ? new Subscribed() : subscribed;
                subscribed.more(request);
            }
            case UNSUBSCRIBE -> {
                if (subscribed != null) {
                    subscribed.less(request);
                }
            }
            case MONITOR -> monitors = true;
            default -> {}
        }
    }

    /** The client listens to nothing any more. */
    void listensNoMore() {
        subscribed = null;
        monitors = false;
    }

    void noEvict(boolean on) {
        noEvict = on;
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

    /** Null when it never subscribed. */
    @Nullable
    Subscribed subscribed() {
        return subscribed;
    }

    boolean subscribes() {
        return subscribed != null && subscribed.any();
    }

    boolean monitors() {
        return monitors;
    }

    /** What the client said with {@code CLIENT NO-EVICT}; the router evicts nobody. */
    boolean noEvict() {
        return noEvict;
    }
}
