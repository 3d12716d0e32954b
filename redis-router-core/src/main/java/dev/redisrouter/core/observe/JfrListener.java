package dev.redisrouter.core.observe;

import dev.redisrouter.event.RouterEvent;
import dev.redisrouter.event.RouterListener;
import java.util.Optional;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * Turns the router's events into events of the JDK's flight recorder: {@code dev.redisrouter.Transition} for each, and
 * {@code dev.redisrouter.WithoutMaster} for the time without a master in use, to be laid over what the application did
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
