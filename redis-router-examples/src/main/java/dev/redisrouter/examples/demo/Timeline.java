package dev.redisrouter.examples.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What happened in what order, in seconds since one moment. */
final class Timeline {
    private record Entry(long at, String what) {}

    private final long zero;
    private final List<Entry> entries = new ArrayList<>();

    /** @param zero a moment by {@link System#nanoTime} */
    Timeline(long zero) {
        this.zero = zero;
    }

    void add(long at, String what) {
        entries.add(new Entry(at, what));
    }

    List<String> lines() {
        return entries.stream()
                .sorted(Comparator.comparingLong(entry -> entry.at() - zero))
                .map(entry -> String.format(Locale.ROOT, "%7.3f s  %s", (entry.at() - zero) / 1e9, entry.what()))
                .toList();
    }
}
