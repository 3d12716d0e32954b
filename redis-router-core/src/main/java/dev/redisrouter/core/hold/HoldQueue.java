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

    private record Entry(Held held, long deadline) {}

    public HoldQueue(HoldBudget budget, long timeoutNanos) {
        this.budget = budget;
        this.timeoutNanos = timeoutNanos;
    }

    /** Takes it in; false when a bound is reached, and then nothing was called on it. */
    public boolean offer(Held held, long now) {
        if (!budget.take(held.bytes())) {
            return false;
        }
        waiting.add(new Entry(held, now + timeoutNanos));
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
        for (Entry oldest = waiting.peek(); oldest != null && oldest.deadline <= now; oldest = waiting.peek()) {
            waiting.remove();
            if (!oldest.held.abandoned()) {
                oldest.held.expire();
            }
            drop(oldest.held);
        }
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
