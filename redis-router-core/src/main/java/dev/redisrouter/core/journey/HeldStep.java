package dev.redisrouter.core.journey;

import dev.redisrouter.core.hold.Held;
import dev.redisrouter.core.route.RoutingView;
import java.util.function.Predicate;

/** A client whose current command needs a connection of a kind that there is no node for now; it is offered again. */
final class HeldStep implements Held {
    private final Worker worker;
    private final Client client;
    private final Predicate<RoutingView> hope;

    /** @param hope true for a view with which it is worth while to offer the command again */
    HeldStep(Worker worker, Client client, Predicate<RoutingView> hope) {
        this.worker = worker;
        this.client = client;
        this.hope = hope;
    }

    @Override
    public Object owner() {
        return client;
    }

    @Override
    public int bytes() {
        return 0;
    }

    @Override
    public boolean abandoned() {
        return client.closed();
    }

    @Override
    public boolean release() {
        boolean again = hope.test(worker.view());
        if (again) {
            client.resumeLater();
        }
        return again;
    }

    @Override
    public void expire() {
        // offered again it finds that its time is over
        client.resumeLater();
    }

    @Override
    public void done() {}
}
