package dev.redisrouter.core.observe;

import dev.redisrouter.event.FailoverTimeline;
import dev.redisrouter.event.FailoverTimeline.Step;
import dev.redisrouter.event.RouterEvent;
import dev.redisrouter.event.RouterListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/**
 * Turns the router's events into events of the JDK's flight recorder: {@code dev.redisrouter.Transition} for each, {@code
 * dev.redisrouter.Failover} for each change of the master, and {@code dev.redisrouter.WithoutMaster} for the time without a master in use, to be laid over what the application did
 * then. Costs next to nothing while no recording runs. Only on the control thread.
 */
public final class JfrListener implements RouterListener {
    private @Nullable WithoutMaster withoutMaster;

    private JfrListener() {}

    /** A listener; empty in a runtime that was linked without the module {@code jdk.jfr}. */
    public static Optional<RouterListener> create() {
        return ModuleLayer.boot().findModule("jdk.jfr").map(module -> new JfrListener());
    }

    @Override
    public void onEvent(RouterEvent event) {
        Transition transition = new Transition();
        transition.text = event.text();
        transition.commit();
        if (event instanceof RouterEvent.MasterLost && withoutMaster == null) {
            withoutMaster = new WithoutMaster();
            withoutMaster.begin();
        } else if (event instanceof RouterEvent.MasterInUse inUse && withoutMaster != null) {
            withoutMaster.next = inUse.node().toString();
            withoutMaster.commit();
            withoutMaster = null;
        } else if (event instanceof RouterEvent.FailoverEnded ended) {
            Failover.of(ended.timeline()).commit();
        }
    }

    @Name("dev.redisrouter.Transition")
    @Label("Router Transition")
    @Category("redis-router")
    @Description("One event of a router, as it stands in the log")
    @StackTrace(false)
    static final class Transition extends Event {
        @Label("Text")
        @Nullable
        String text;
    }

    @Name("dev.redisrouter.Failover")
    @Label("Failover")
    @Category("redis-router")
    @Description("One change of the master; times since its first step, -1 for a step that was not noticed")
    @StackTrace(false)
    static final class Failover extends Event {
        @Label("From")
        @Nullable
        String from;

        @Label("To")
        @Nullable
        String to;

        @Label("Commands Held")
        @Timespan(Timespan.MILLISECONDS)
        long held;

        @Label("Successor Chosen")
        @Timespan(Timespan.MILLISECONDS)
        long chosen;

        @Label("New Master in Use")
        @Timespan(Timespan.MILLISECONDS)
        long inUse;

        @Label("First Write Answered")
        @Timespan(Timespan.MILLISECONDS)
        long firstWrite;

        @Label("Held Commands Released")
        @Timespan(Timespan.MILLISECONDS)
        long released;

        static Failover of(FailoverTimeline timeline) {
            Failover event = new Failover();
            event.from = timeline.from().toString();
            event.to = timeline.to().toString();
            event.held = since(timeline, Step.HELD);
            event.chosen = since(timeline, Step.CHOSEN);
            event.inUse = since(timeline, Step.IN_USE);
            event.firstWrite = since(timeline, Step.FIRST_WRITE);
            event.released = since(timeline, Step.RELEASED);
            return event;
        }

        private static long since(FailoverTimeline timeline, Step step) {
            Instant first =
                    timeline.steps().values().stream().min(Instant::compareTo).orElse(Instant.MAX);
            return timeline.at(step)
                    .map(at -> Duration.between(first, at).toMillis())
                    .orElse(-1L);
        }
    }

    @Name("dev.redisrouter.WithoutMaster")
    @Label("Without Master")
    @Category("redis-router")
    @Description("From the loss of the master in use until there was one again")
    @StackTrace(false)
    static final class WithoutMaster extends Event {
        @Label("Next Master")
        @Nullable
        String next;
    }
}
