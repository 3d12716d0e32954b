package dev.redisrouter.core.hold;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** What waits for a node on one event loop, oldest first. Only on that event loop. */
public final class HoldQueue {
    private final HoldBudget budget;
    private final long timeoutNanos;
    private ArrayDeque<Entry> waiting = new ArrayDeque<>();
    /** No wait ends before this time. */
    private long earliest = Long.MAX_VALUE;

    private record Entry(Held held, long deadline) {}

    public HoldQueue(HoldBudget budget, long timeoutNanos) {
        this.budget = budget;
        this.timeoutNanos = timeoutNanos;
    }

    /**
     * Takes it in; false when a bound is reached, and then nothing was called on it.
     *
     * @param since when its wait began
     */
    public boolean offer(Held held, long since) {
        if (!budget.take(held.bytes())) {
            return false;
        }
        long deadline = since + timeoutNanos;
        earliest = Math.min(earliest, deadline);
        waiting.add(new Entry(held, deadline));
        return true;
    }

    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Lets everything go on that can; what one owner holds stays in its order. */
    public void release() {
        ArrayDeque<Entry> before = waiting;
        waiting = new ArrayDeque<>();
        ArrayDeque<Entry> still = new ArrayDeque<>();
        Set<Object> stuck = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Entry entry : before) {
            Held held = entry.held;
            if (held.abandoned()) {
                drop(held);
            } else if (!stuck.contains(held.owner()) && held.release()) {
                drop(held);
            } else {
                stuck.add(held.owner());
                still.add(entry);
            }
        }
        // what was taken in meanwhile is younger than what still waits
        still.addAll(waiting);
        waiting = still;
    }

    /** Ends the wait of everything whose time is over. */
    public void expire(long now) {
        if (now < earliest) {
            return;
        }
        ArrayDeque<Entry> before = waiting;
        waiting = new ArrayDeque<>();
        earliest = Long.MAX_VALUE;
        ArrayDeque<Entry> still = new ArrayDeque<>();
        for (Entry entry : before) {
            if (entry.deadline <= now) {
                end(entry.held);
            } else {
                earliest = Math.min(earliest, entry.deadline);
                still.add(entry);
            }
        }
        still.addAll(waiting);
        waiting = still;
    }

    private void end(Held held) {
        if (!held.abandoned()) {
            held.expire();
        }
        drop(held);
    }

    /** Ends every wait, for a router that closes. */
    public void clear() {
        ArrayDeque<Entry> before = waiting;
        waiting = new ArrayDeque<>();
        before.forEach(entry -> drop(entry.held));
    }

    private void drop(Held held) {
        budget.giveBack(held.bytes());
        held.done();
    }
}
