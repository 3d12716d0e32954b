package dev.redisrouter.core.control;

import dev.redisrouter.core.thread.Inbox;
import dev.redisrouter.spi.TopologyClaim;
import dev.redisrouter.spi.TopologySink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries what a source says, from whichever thread, to the control loop. */
final class ControlSink implements TopologySink {
    private static final Logger log = LoggerFactory.getLogger(ControlSink.class);

    private final ControlLoop loop;
    private final Inbox inbox;

    ControlSink(ControlLoop loop, Inbox inbox) {
        this.loop = loop;
        this.inbox = inbox;
    }

    @Override
    public void claim(TopologyClaim claim) {
        pass("claim of " + claim.origin(), () -> loop.claim(claim));
    }

    @Override
    public void connected(String origin) {
        pass("connection of " + origin, () -> loop.connected(origin));
    }

    @Override
    public void lost(String origin, String reason) {
        pass("loss of " + origin, () -> loop.lost(origin, reason));
    }

    @Override
    public void report(String origin, String what) {
        pass("report of " + origin, () -> loop.reported(origin, what));
    }

    private void pass(String what, Runnable message) {
        if (!inbox.offer(message)) {
            log.warn("the control thread is behind, dropped: {}", what);
        }
    }
}
