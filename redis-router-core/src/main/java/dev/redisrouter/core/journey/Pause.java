package dev.redisrouter.core.journey;

import dev.redisrouter.core.command.CommandSpec;
import dev.redisrouter.core.command.Kind;
import io.netty.util.concurrent.Future;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code CLIENT PAUSE} for the clients of one event loop: a command that it concerns is left where it is until the
 * pause is over. The nodes know nothing of it, so that the router's own connections to them go on. Only on the event loop.
 */
final class Pause {
    /** Commands that replicas may have to hear of although they write no data. */
    private static final Set<String> REPLICATED = Set.of("PUBLISH", "SPUBLISH", "PFCOUNT");

    private final Worker worker;
    private final Set<Client> waiting = new LinkedHashSet<>();

    /** When it is over, by the router's clock; 0 when there is none. */
    private long end;

    private boolean all;
    private @Nullable Future<?> timer;

    Pause(Worker worker) {
        this.worker = worker;
    }

    /**
     * Begins one, or makes the one that there is longer and wider, never shorter or narrower.
     *
     * @param until by the router's clock
     */
    void begin(long until, boolean everything) {
        all |= everything;
        end = Math.max(end, until);
        watch();
    }

    /** Ends it now. */
    void end() {
        end = 0;
        all = false;
        stopWatching();
        List<Client> free = List.copyOf(waiting);
        waiting.clear();
        free.forEach(Client::resumeLater);
    }

    private void watch() {
        stopWatching();
        long left = Math.max(0, end - worker.turn().now());
        timer = worker.loop().schedule(this::look, left, TimeUnit.NANOSECONDS);
    }

    private void stopWatching() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void look() {
        worker.turn().begin();
        if (end == 0) {
            return;
        }
        if (worker.turn().now() >= end) {
            end();
        } else {
            watch();
        }
    }

    boolean inForce() {
        return end != 0;
    }

    /** True when the client's command has to wait; it is offered again. Only when one is {@link #inForce}. */
    boolean stops(Client client, CommandSpec spec, int arguments) {
        Session session = client.session();
        // what has begun is brought to its end, the command that pauses before all others
        boolean concerned = session.awaited() == null
                && spec.accepts(arguments)
                && (all || mayWrite(spec) || (spec.kind() == Kind.EXEC && session.queuedWrites()));
        if (!concerned || worker.turn().now() >= end) {
            waiting.remove(client);
            return false;
        }
        waiting.add(client);
        client.stall(Stall.CALL);
        return true;
    }

    static boolean mayWrite(CommandSpec spec) {
        return spec.writes() || REPLICATED.contains(spec.name());
    }

    boolean holds(Client client) {
        return !waiting.isEmpty() && waiting.contains(client);
    }

    void forget(Client client) {
        waiting.remove(client);
    }
}
