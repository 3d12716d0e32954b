package dev.redisrouter.core.observe;

import dev.redisrouter.event.RouterEvent;
import dev.redisrouter.event.RouterListener;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every event of a router, in order: logged as its stable text, then given to the listeners. */
public final class EventLog {
    private static final Logger log = LoggerFactory.getLogger("dev.redisrouter.events");

    private final InstantSource wall;
    private final List<RouterListener> listeners = new CopyOnWriteArrayList<>();

    public EventLog(InstantSource wall) {
        this.wall = wall;
    }

    /** The time for an event that happens now. Any thread. */
    public Instant now() {
        return wall.instant();
    }

    /** Any thread. */
    public void add(RouterListener listener) {
        listeners.add(listener);
    }

    /** Removes one registration; no effect when there is none. Any thread. */
    public void remove(RouterListener listener) {
        listeners.remove(listener);
    }

    /** Only on the control thread, which keeps the order. */
    public void publish(RouterEvent event) {
        log.info("{}", event.text());
        for (RouterListener listener : listeners) {
            try {
                listener.onEvent(event);
            } catch (Throwable e) {
                log.warn("listener {} failed at: {}", listener.getClass().getName(), event.text(), e);
            }
        }
    }
}
