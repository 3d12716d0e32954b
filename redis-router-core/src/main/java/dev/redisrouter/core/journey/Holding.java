package dev.redisrouter.core.journey;

import dev.redisrouter.core.hold.Held;
import dev.redisrouter.core.hold.HoldBudget;
import dev.redisrouter.core.hold.HoldQueue;
import dev.redisrouter.core.node.Node;
import dev.redisrouter.core.observe.ErrorKind;
import dev.redisrouter.core.route.RoutingView;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * What waits for a node on one event loop: taken in within the bounds, looked at again when something has become possible,
 * and answered with an error when its time is over. Only on that event loop.
 */
final class Holding {
    static final String OVERFLOW = "MASTERDOWN No master is in use, and as much as failover.holdMaxCommands and"
            + " failover.holdMaxBytes allow waits for one already";

    /** How often what waits is looked at although no new view came: connections may have become possible. */
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Worker worker;
    private final HoldQueue queue;
    private final long timeoutNanos;

    private boolean tickPending;
    private boolean clientsLeft;
    /** The master in use is new, and there was always something that waited for it. */
    private boolean releaseDue;

    Holding(Worker worker, HoldBudget budget) {
        this.worker = worker;
        this.timeoutNanos = worker.config().failover().holdTimeout().toNanos();
        this.queue = new HoldQueue(budget, timeoutNanos);
    }

    /**
     * Takes in a command or a client; false when a bound is reached, or the router closes.
     *
     * @param since when its wait began, which may be earlier: what is held again goes on waiting
     */
    boolean hold(Held held, long since) {
        if (worker.closed() || !queue.offer(held, since)) {
            return false;
        }
        if (since == worker.turn().now()) {
            worker.meters().held(1);
        }
        watch();
        return true;
    }

    /** True when a wait that began then is over. */
    boolean waitedTooLong(long since) {
        return worker.turn().now() - since >= timeoutNanos;
    }

    /** The error of who has waited too long. */
    String timeoutError() {
        return "MASTERDOWN No node could serve the command within " + TimeUnit.NANOSECONDS.toMillis(timeoutNanos)
                + " ms";
    }

    /** Has the client's current command offered again when there is a master, or answers it with why there is none. */
    void waitForMaster(Client client) {
        wait(client, view -> view.master() != null);
    }

    /** As {@link #waitForMaster}, for any node. */
    void waitForAnyNode(Client client) {
        wait(client, RoutingView::servesAnything);
    }

    private void wait(Client client, Predicate<RoutingView> hope) {
        long since = client.session().waitsSince(worker.turn().now());
        if (waitedTooLong(since)) {
            worker.meters().holdExpired(1);
            client.answerError(ErrorKind.HOLD_TIMEOUT, timeoutError());
        } else if (hold(new HeldStep(worker, client, hope), since)) {
            client.stall(Stall.CALL);
        } else {
            client.answerError(ErrorKind.HOLD_OVERFLOW, OVERFLOW);
        }
    }

    /** Another master is in use: {@link Worker#released} is called once nothing waits any more. */
    void masterChanged() {
        releaseDue = true;
    }

    /** A client has left; what it has held need not wait for its time. */
    void clientLeft() {
        clientsLeft = true;
    }

    /** Has what is held looked at soon: something has become possible. */
    void releaseSoon() {
        worker.turn().afterwards(this::release);
    }

    private void release() {
        queue.release();
        Node master = worker.view().master();
        if (releaseDue && master != null && queue.isEmpty()) {
            releaseDue = false;
            worker.released(master);
        }
    }

    private void watch() {
        if (!tickPending) {
            tickPending = true;
            worker.loop().schedule(this::tick, TICK_NANOS, TimeUnit.NANOSECONDS);
        }
    }

    private void tick() {
        tickPending = false;
        worker.turn().begin();
        queue.expire(worker.turn().now());
        if (clientsLeft || worker.view().servesAnything()) {
            clientsLeft = false;
            release();
        }
        if (!queue.isEmpty() && !worker.closed()) {
            watch();
        }
    }

    /** Ends every wait, for a router that closes. */
    void clear() {
        queue.clear();
    }
}
