package dev.redisrouter.core.journey;

import dev.redisrouter.core.upstream.UpstreamConnection;
import java.util.concurrent.TimeUnit;

/** Notices a node that owes replies and says nothing, long before its probes do. Only on its event loop. */
final class SilenceWatch {
    /*
     * After half of the time the node is doubted: it is probed at once, and nothing new is read from it until it answers. After
     * all of it the reads that it owes are asked of another node. A node that answers others meanwhile is not silent, however
     * long its queue is.
     *
     * Looked at now and then while replies are due. A look that comes late says that this process itself stood still: what came
     * meanwhile has not been read yet, so it is left to the next one.
     */
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Worker worker;
    private final long hedgeAfter;
    private final Runnable look = this::look;
    private boolean scheduled;
    private long dueAt;
    private boolean anyDue;

    SilenceWatch(Worker worker) {
        this.worker = worker;
        this.hedgeAfter = worker.config().reads().hedgeAfter().toNanos();
    }

    /** A command was sent whose reply is due. */
    void sent() {
        if (!scheduled) {
            scheduled = true;
            dueAt = worker.turn().now() + TICK_NANOS;
            worker.loop().schedule(look, TICK_NANOS, TimeUnit.NANOSECONDS);
        }
    }

    private void look() {
        scheduled = false;
        worker.turn().begin();
        boolean late = worker.turn().now() - dueAt > TICK_NANOS;
        anyDue = false;
        worker.upstreams().forEachShared(late ? this::note : this::judge);
        if (anyDue) {
            sent();
        }
    }

    private void note(UpstreamConnection connection) {
        anyDue |= connection.silentSince() != 0;
    }

    private void judge(UpstreamConnection connection) {
        long since = connection.silentSince();
        if (since == 0) {
            return;
        }
        anyDue = true;
        long now = worker.turn().now();
        long silent = now - since;
        if (silent >= hedgeAfter) {
            if (now - connection.offeredAt() >= hedgeAfter) {
                connection.offerBack();
            }
        }
        if (silent >= hedgeAfter / 2 && connection.isNewSilence(since)) {
            worker.feedback().doubt(connection.node(), "it owes replies and is silent");
        }
    }
}
