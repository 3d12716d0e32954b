package dev.redisrouter.core.health;

import dev.redisrouter.config.HealthConfig;
import dev.redisrouter.core.clock.NanoClock;
import dev.redisrouter.core.lettuce.Failure;
import dev.redisrouter.core.thread.Backoff;
import dev.redisrouter.core.thread.ControlThread;
import dev.redisrouter.topology.NodeAddress;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Asks one node, over one connection, one question at a time. Only on the control thread. */
final class NodeProbe {
    /*
     * A node that hangs is not asked twice: its one open question is counted as missed again and again, until the
     * connection is given up and another one tried, in case that it was only the connection. An answer that comes too
     * late says what was true some time ago; it is thrown away, and the node is asked anew at once.
     *
     * A lost connection is no miss. The node is dialled again at once, and what comes of that tells whether it is
     * gone. But a node that hangs up before it ever answered is left alone for a while, or the two would spin.
     */
    private static final Duration FIRST_RETRY = Duration.ofMillis(10);
    private static final Duration LAST_RETRY = Duration.ofMillis(500);
    private static final Duration LAST_RETRY_IN_HURRY = Duration.ofMillis(50);

    private final NodeAddress node;
    private final HealthConfig config;
    private final NanoClock clock;
    private final ControlThread thread;
    private final ProbeDialer dialer;
    private final Consumer<Observation> out;
    private final Backoff backoff;

    private Link link = new Apart(0);
    private @Nullable Deadline deadline;
    private boolean inHurry;

    private sealed interface Link permits Apart, Dialling, Open, Closed {}

    private record Apart(long retryAt) implements Link {}

    /** Identity tells one attempt from another, as with {@link Open} and {@link Question}. */
    private static final class Dialling implements Link {}

    private static final class Open implements Link {
        final ProbeConnection connection;

        @Nullable
        Question question;

        boolean everAnswered;

        Open(ProbeConnection connection) {
            this.connection = connection;
        }
    }

    private record Closed() implements Link {}

    private static final class Question {
        final long askedAt;
        boolean missed;

        Question(long askedAt) {
            this.askedAt = askedAt;
        }
    }

    NodeProbe(
            NodeAddress node,
            HealthConfig config,
            NanoClock clock,
            ControlThread thread,
            ProbeDialer dialer,
            Consumer<Observation> out,
            RandomGenerator random) {
        this.node = node;
        this.config = config;
        this.clock = clock;
        this.thread = thread;
        this.dialer = dialer;
        this.out = out;
        this.backoff = new Backoff(FIRST_RETRY, LAST_RETRY, random);
    }

    /** Asks, unless a question is open already or the next attempt to connect is not due. */
    void ask() {
        if (link instanceof Open open && open.question == null) {
            question(open);
        } else if (link instanceof Apart apart && clock.nanos() >= apart.retryAt()) {
            dial();
        }
    }

    /** In a hurry a node that could not be reached is tried again sooner. */
    void hurry(boolean hurry) {
        inHurry = hurry;
        if (hurry && link instanceof Apart apart) {
            long latest = clock.nanos() + LAST_RETRY_IN_HURRY.toNanos();
            link = new Apart(Math.min(apart.retryAt(), latest));
        }
    }

    void close() {
        Link last = link;
        link = new Closed();
        cancelDeadline();
        if (last instanceof Open open) {
            open.connection.close();
        }
    }

    private void dial() {
        Dialling dialling = new Dialling();
        link = dialling;
        CompletionStage<ProbeDialer.Dialed> dialed = dialer.dial(node);
        startDeadline(dialling);
        dialed.whenComplete((result, error) -> thread.execute(() -> {
            if (error != null) {
                dialled(
                        dialling,
                        new ProbeDialer.Dialed.Failed(
                                new ProbeResult.Unreachable(Failure.of(error).words())));
            } else {
                dialled(dialling, result);
            }
        }));
    }

    private void dialled(Dialling dialling, ProbeDialer.Dialed dialed) {
        if (dialed instanceof ProbeDialer.Dialed.Connected connected) {
            if (link == dialling) {
                opened(new Open(connected.connection()));
            } else {
                connected.connection().close();
            }
        } else if (dialed instanceof ProbeDialer.Dialed.Failed failed && link == dialling) {
            boolean countedByDeadline = failed.why() instanceof ProbeResult.Missed && deadlineMisses() > 0;
            retryLater();
            if (!countedByDeadline) {
                tell(failed.why());
            }
        }
    }

    private void opened(Open open) {
        cancelDeadline();
        link = open;
        open.connection.ended().thenAccept(reason -> thread.execute(() -> lost(open, reason)));
        question(open);
    }

    private void question(Open open) {
        Question question = new Question(clock.nanos());
        open.question = question;
        CompletionStage<ProbeAnswer> reply = open.connection.ask();
        startDeadline(open);
        reply.whenComplete((answer, error) -> thread.execute(() -> {
            if (link != open || open.question != question) {
                return;
            }
            if (error != null) {
                lost(open, Failure.of(error).words());
            } else {
                answered(open, question, answer);
            }
        }));
    }

    private void answered(Open open, Question question, ProbeAnswer answer) {
        cancelDeadline();
        open.question = null;
        if (question.missed) {
            question(open);
            return;
        }
        open.everAnswered = true;
        backoff.reset();
        out.accept(new Observation(node, question.askedAt, new ProbeResult.Answered(answer)));
    }

    private void lost(Open open, String reason) {
        if (link != open) {
            return;
        }
        open.connection.close();
        if (open.everAnswered) {
            cancelDeadline();
            link = new Apart(0);
            tell(new ProbeResult.Lost(reason));
            ask();
        } else {
            retryLater();
            tell(new ProbeResult.Rejected("hung up: " + reason));
        }
    }

    private void missed(Deadline passed) {
        if (passed != deadline || passed.link != link) {
            return;
        }
        if (clock.nanos() - passed.dueAt > config.probeTimeout().toNanos() / 2) {
            // This process itself stood still, and the answer may well lie in a buffer: let it be read first.
            passed.arm();
            return;
        }
        passed.misses++;
        if (link instanceof Open open) {
            if (open.question != null) {
                open.question.missed = true;
            }
            if (passed.misses >= config.failuresToDown()) {
                open.connection.close();
                retryLater();
            } else {
                passed.arm();
            }
        } else {
            passed.arm();
        }
        tell(new ProbeResult.Missed("no answer within " + config.probeTimeout().toMillis() + " ms"));
    }

    private void retryLater() {
        cancelDeadline();
        long wait = backoff.next().toNanos();
        long bounded = inHurry ? Math.min(wait, LAST_RETRY_IN_HURRY.toNanos()) : wait;
        link = new Apart(clock.nanos() + bounded);
    }

    private void tell(ProbeResult result) {
        out.accept(new Observation(node, clock.nanos(), result));
    }

    private int deadlineMisses() {
        return deadline == null ? 0 : deadline.misses;
    }

    private void startDeadline(Link forLink) {
        cancelDeadline();
        deadline = new Deadline(forLink);
        deadline.arm();
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.timer.cancel();
            deadline = null;
        }
    }

    /** When what was asked counts as missed, and how often it did already. */
    private final class Deadline {
        final Link link;
        int misses;
        long dueAt;
        ControlThread.Timer timer = () -> {};

        Deadline(Link link) {
            this.link = link;
        }

        void arm() {
            dueAt = clock.nanos() + config.probeTimeout().toNanos();
            timer = thread.after(config.probeTimeout(), () -> missed(this));
        }
    }
}
