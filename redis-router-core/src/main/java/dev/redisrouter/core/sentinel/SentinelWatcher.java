package dev.redisrouter.core.sentinel;

import dev.redisrouter.config.SentinelConfig;
import dev.redisrouter.core.lettuce.Failure;
import dev.redisrouter.core.thread.Backoff;
import dev.redisrouter.core.thread.ControlThread;
import dev.redisrouter.core.thread.Inbox;
import dev.redisrouter.error.RouterException;
import dev.redisrouter.topology.NodeAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Keeps one Sentinel connected, subscribed and asked. Only on the control thread. */
final class SentinelWatcher {
    /*
     * Life of a link: dial both connections, subscribe, and only then ask, so that what happens after the answer was
     * given is heard as an event. Asked again at every event, and every refresh interval although nothing was heard.
     * Any answer that does not come in time, a ping's included, ends the link: the next one starts from the top.
     *
     * One question at a time: what asks for another in the meantime makes it follow at once.
     */
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LAST_RETRY = Duration.ofSeconds(2);
    /** Events that may wait for the control thread; a Sentinel publishes a few dozen in a failover. */
    private static final int MOST_EVENTS = 1_000;

    private final NodeAddress address;
    private final SentinelConfig config;
    private final ControlThread thread;
    private final SentinelDialer dialer;
    private final Listener listener;
    private final Backoff backoff;
    private final Inbox inbox;

    private State state = new Idle();
    private ControlThread.Timer nextRound = () -> {};

    /** What the watcher finds out, told on the control thread. */
    interface Listener {
        void connected(SentinelWatcher who);

        void lost(SentinelWatcher who, String reason);

        void answered(SentinelWatcher who, SentinelAnswer answer);

        void happened(SentinelWatcher who, SentinelEvent event);
    }

    private sealed interface State permits Idle, Dialling, Live, Closed {}

    private record Idle() implements State {}

    private static final class Dialling implements State {}

    private static final class Live implements State {
        final SentinelLink link;
        boolean subscribed;
        boolean asking;
        boolean askAgain;

        Live(SentinelLink link) {
            this.link = link;
        }
    }

    private record Closed() implements State {}

    SentinelWatcher(
            NodeAddress address,
            SentinelConfig config,
            ControlThread thread,
            SentinelDialer dialer,
            Listener listener,
            RandomGenerator random) {
        this.address = address;
        this.config = config;
        this.thread = thread;
        this.dialer = dialer;
        this.listener = listener;
        this.backoff = new Backoff(FIRST_RETRY, LAST_RETRY, random);
        this.inbox = new Inbox(thread, MOST_EVENTS);
    }

    NodeAddress address() {
        return address;
    }

    boolean isSubscribed() {
        return state instanceof Live live && live.subscribed;
    }

    void start() {
        Dialling dialling = new Dialling();
        state = dialling;
        CompletionStage<SentinelLink> dialled = dialer.dial(address, this::received);
        // The dialler's own time-outs do not cover the look-up of the name.
        ControlThread.Timer deadline = thread.after(
                config.timeout().multipliedBy(2),
                () -> failed(dialling, "no connection within twice sentinel.timeout"));
        dialled.whenComplete((link, error) -> thread.execute(() -> {
            deadline.cancel();
            if (state != dialling) {
                if (link != null) {
                    link.close();
                }
            } else if (error != null) {
                failed(dialling, words(error));
            } else {
                opened(link);
            }
        }));
    }

    /** Asks now, or as soon as the question under way is answered. */
    void ask() {
        if (!(state instanceof Live live) || !live.subscribed) {
            return;
        }
        if (live.asking) {
            live.askAgain = true;
            return;
        }
        live.asking = true;
        inTime(live, live.link.ask(), answer -> {
            live.asking = false;
            backoff.reset();
            listener.answered(this, answer);
            if (live.askAgain && state == live) {
                live.askAgain = false;
                ask();
            }
        });
    }

    /**
     * Tells it to fail over without a fault; completes on the control thread, empty when it was accepted, with what the
     * Sentinel says if it refuses, and exceptionally when it may or may not do so.
     */
    CompletionStage<Optional<String>> failOver() {
        if (!(state instanceof Live live) || !live.subscribed) {
            return CompletableFuture.completedFuture(Optional.of("not connected"));
        }
        CompletableFuture<Optional<String>> done = new CompletableFuture<>();
        ControlThread.Timer deadline = thread.after(
                config.timeout(),
                () -> done.completeExceptionally(new RouterException(
                        "no answer within " + config.timeout().toMillis() + " ms")));
        live.link
                .failOver()
                .whenComplete((accepted, error) -> thread.execute(() -> {
                    deadline.cancel();
                    if (error == null) {
                        done.complete(Optional.empty());
                    } else if (Failure.of(error).kind() == Failure.Kind.REJECTED) {
                        done.complete(Optional.of(words(error)));
                    } else {
                        done.completeExceptionally(new RouterException(words(error)));
                    }
                }));
        return done;
    }

    void close() {
        State last = state;
        state = new Closed();
        nextRound.cancel();
        if (last instanceof Live live) {
            live.link.close();
        }
    }

    private void opened(SentinelLink link) {
        Live live = new Live(link);
        state = live;
        link.ended().thenAccept(reason -> thread.execute(() -> failed(live, reason)));
        inTime(live, link.subscribe(), done -> {
            live.subscribed = true;
            listener.connected(this);
            round(live);
        });
    }

    private void round(Live live) {
        if (state != live) {
            return;
        }
        nextRound = thread.after(config.refreshInterval(), () -> round(live));
        ask();
        inTime(live, live.link.ping(), pong -> {});
    }

    /** Any thread. What does not fit is dropped: those before it make the watcher ask, and the answer has it all. */
    private void received(String channel, String message) {
        inbox.offer(
                () -> SentinelEvent.parse(channel, message, config.masterName()).ifPresent(this::happened));
    }

    private void happened(SentinelEvent event) {
        if (state instanceof Live) {
            listener.happened(this, event);
            if (!(event instanceof SentinelEvent.NewEpoch)) {
                ask();
            }
        }
    }

    private <T> void inTime(Live live, CompletionStage<T> reply, Consumer<T> then) {
        ControlThread.Timer deadline = thread.after(
                config.timeout(),
                () -> failed(live, "no answer within " + config.timeout().toMillis() + " ms"));
        reply.whenComplete((answer, error) -> thread.execute(() -> {
            deadline.cancel();
            if (state != live) {
                return;
            }
            if (error != null) {
                failed(live, words(error));
            } else {
                then.accept(answer);
            }
        }));
    }

    private void failed(State in, String reason) {
        if (state != in || state instanceof Closed || state instanceof Idle) {
            return;
        }
        if (state instanceof Live live) {
            live.link.close();
        }
        state = new Idle();
        nextRound.cancel();
        nextRound = thread.after(backoff.next(), this::start);
        listener.lost(this, reason);
    }

    private static String words(@Nullable Throwable error) {
        return error == null ? "" : Failure.of(error).words();
    }
}
