package dev.redisrouter.core.journey;

import dev.redisrouter.core.hold.Held;

/** A client whose current command needs a connection of a kind that there is no node for now. */
final class HeldStep implements Held {
    private final Worker worker;
    private final Client client;

    HeldStep(Worker worker, Client client) {
        this.worker = worker;
        this.client = client;
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
        if (worker.view().master() == null) {
            return false;
        }
        client.resumeLater();
        return true;
    }

    @Override
    public void expire() {
        worker.meters().holdExpired(1);
        client.session().giveUpWaiting();
        client.resumeLater();
    }

    @Override
    public void done() {}
}
