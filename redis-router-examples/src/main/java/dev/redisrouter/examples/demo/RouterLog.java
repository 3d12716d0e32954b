package dev.redisrouter.examples.demo;

import dev.redisrouter.event.RouterEvent;
import dev.redisrouter.event.RouterListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Remembers what the router reported, and when. Thread-safe. */
final class RouterLog implements RouterListener {

    /** One event and when it was heard, by {@link System#nanoTime}. */
    record Entry(long at, RouterEvent event) {}

    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    @Override
    public void onEvent(RouterEvent event) {
        entries.add(new Entry(System.nanoTime(), event));
    }

    /** The first event from this moment on that is one of these. */
    List<Entry> since(long nanos, Predicate<RouterEvent> wanted) {
        return entries.stream()
                .filter(entry -> entry.at() - nanos >= 0 && wanted.test(entry.event()))
                .toList();
    }
}
