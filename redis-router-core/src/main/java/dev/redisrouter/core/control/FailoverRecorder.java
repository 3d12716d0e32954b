package dev.redisrouter.core.control;

import dev.redisrouter.core.node.Node;
import dev.redisrouter.core.observe.EventLog;
import dev.redisrouter.event.FailoverTimeline;
import dev.redisrouter.event.FailoverTimeline.Step;
import dev.redisrouter.event.RouterEvent;
import dev.redisrouter.event.RouterListener;
import dev.redisrouter.topology.NodeAddress;
import dev.redisrouter.topology.NodeState;
import dev.redisrouter.topology.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts the timelines of failovers together from the router's events and from what the data path says. */
final class FailoverRecorder implements RouterListener {
    /*
     * What is said of a master in use is kept until it is clear what comes of it: it stays, and nothing has happened, or
     * another comes into use, and these were the first steps of the change. All of it on the control thread, apart from what
     * says otherwise.
     */
    /** So many changes are remembered. */
    static final int KEPT = 16;

    private final EventLog events;
    private final EnumMap<Step, Instant> pending = new EnumMap<>(Step.class);

    private @Nullable NodeAddress inUse;
    private boolean reported = true;
    private int loopsReleased;
    /** The newest last, and still growing; replaced as a whole, so that any thread can read it. */
    private volatile List<FailoverTimeline> kept = List.of();

    FailoverRecorder(EventLog events) {
        this.events = events;
    }

    /** The last changes of the master, oldest first. Any thread. */
    List<FailoverTimeline> timelines() {
        return kept;
    }

    @Override
    public void onEvent(RouterEvent event) {
        if (event instanceof RouterEvent.NodeStateChanged changed) {
            stateChanged(changed);
        } else if (event instanceof RouterEvent.SourceReported report) {
            reported(report);
        } else if (event instanceof RouterEvent.MasterLost lost) {
            pending.putIfAbsent(Step.HELD, lost.at());
        } else if (event instanceof RouterEvent.NodeRoleChanged changed) {
            FailoverTimeline last = last();
            if (last != null && changed.node().equals(last.from()) && changed.to() == Role.REPLICA) {
                addFirst(Step.OLD_DEMOTED, changed.at());
            }
        } else if (event instanceof RouterEvent.MasterInUse found) {
            inUse(found);
        }
    }

    private void stateChanged(RouterEvent.NodeStateChanged changed) {
        FailoverTimeline last = last();
        if (changed.node().equals(inUse)) {
            switch (changed.to()) {
                case SUSPECT -> pending.putIfAbsent(Step.DOUBT, changed.at());
                case DOWN -> {
                    pending.putIfAbsent(Step.DOUBT, changed.at());
                    pending.putIfAbsent(Step.DOWN, changed.at());
                }
                case UP -> forgetFalseAlarm();
                case UNKNOWN, NOT_READY -> {}
            }
        } else if (last != null
                && changed.node().equals(last.from())
                && changed.to() == NodeState.NOT_READY
                && last.at(Step.OLD_DEMOTED).isEmpty()) {
            addFirst(Step.OLD_RETURNED, changed.at());
        }
    }

    private void reported(RouterEvent.SourceReported report) {
        if (report.what().startsWith("+sdown master ")) {
            pending.putIfAbsent(Step.DOUBT, report.at());
        } else if (report.what().startsWith("+selected-slave ")) {
            pending.putIfAbsent(Step.CHOSEN, report.at());
        } else if (report.what().startsWith("-sdown master ") || report.what().startsWith("-failover-abort")) {
            forgetFalseAlarm();
        }
    }

    /** What was said of a master that was never left belongs to no later change. */
    private void forgetFalseAlarm() {
        if (!pending.containsKey(Step.HELD)) {
            pending.clear();
        }
    }

    private void inUse(RouterEvent.MasterInUse found) {
        NodeAddress before = found.previous().orElse(null);
        inUse = found.node();
        if (before != null && !before.equals(found.node())) {
            reportLast();
            pending.put(Step.IN_USE, found.at());
            List<FailoverTimeline> changed = new ArrayList<>(kept);
            changed.add(new FailoverTimeline(before, found.node(), found.epoch(), pending));
            kept = List.copyOf(changed.subList(Math.max(0, changed.size() - KEPT), changed.size()));
            reported = false;
            loopsReleased = 0;
        }
        pending.clear();
    }

    /** An event loop has had its first write to this master answered. */
    void wrote(Node master) {
        if (isOfLast(master)) {
            addFirst(Step.FIRST_WRITE, events.now());
            reportWhenComplete();
        }
    }

    /** Nothing waits for a master any more on one of so many event loops. */
    void released(Node master, int loops) {
        if (isOfLast(master) && ++loopsReleased == loops) {
            addFirst(Step.RELEASED, events.now());
            reportWhenComplete();
        }
    }

    private boolean isOfLast(Node master) {
        FailoverTimeline last = last();
        return last != null && last.to().equals(master.address());
    }

    /** Where nothing had to wait there may be no write for long. */
    private void reportWhenComplete() {
        FailoverTimeline last = last();
        if (last != null
                && last.at(Step.RELEASED).isPresent()
                && (last.at(Step.FIRST_WRITE).isPresent() || last.at(Step.HELD).isEmpty())) {
            reportLast();
        }
    }

    private void reportLast() {
        FailoverTimeline last = last();
        if (last != null && !reported) {
            reported = true;
            events.publish(new RouterEvent.FailoverEnded(events.now(), last));
        }
    }

    private @Nullable FailoverTimeline last() {
        List<FailoverTimeline> all = kept;
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    private void addFirst(Step step, Instant at) {
        FailoverTimeline last = last();
        if (last == null || last.at(step).isPresent()) {
            return;
        }
        Map<Step, Instant> steps = new EnumMap<>(Step.class);
        steps.putAll(last.steps());
        steps.put(step, at);
        List<FailoverTimeline> changed = new ArrayList<>(kept);
        changed.set(changed.size() - 1, new FailoverTimeline(last.from(), last.to(), last.epoch(), steps));
        kept = List.copyOf(changed);
    }
}
