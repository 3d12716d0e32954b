package dev.redisrouter.core.control;

import dev.redisrouter.core.clock.NanoClock;
import dev.redisrouter.core.node.MasterChoice;
import dev.redisrouter.core.observe.EventLog;
import dev.redisrouter.event.RouterEvent;
import dev.redisrouter.topology.NodeAddress;
import dev.redisrouter.topology.NodeInfo;
import dev.redisrouter.topology.NodeState;
import dev.redisrouter.topology.Role;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares what is with what was, and publishes one event for each difference. Only on the control thread. */
final class Announcer {
    private final EventLog events;
    private final NanoClock clock;

    private Map<NodeAddress, NodeInfo> known = new LinkedHashMap<>();
    private @Nullable NodeAddress inUse;
    private @Nullable NodeAddress lastInUse;
    private List<NodeAddress> conflict = List.of();
    private long withoutSince;

    Announcer(EventLog events, NanoClock clock) {
        this.events = events;
        this.clock = clock;
    }

    void nodes(List<NodeInfo> infos) {
        Map<NodeAddress, NodeInfo> now = new LinkedHashMap<>();
        infos.forEach(info -> now.put(info.address(), info));
        Map<NodeAddress, NodeInfo> before = known;
        known = now;
        now.values().forEach(info -> node(before.get(info.address()), info));
        before.keySet().stream()
                .filter(address -> !now.containsKey(address))
                .forEach(address -> events.publish(new RouterEvent.NodeRemoved(events.now(), address)));
    }

    void master(MasterChoice choice) {
        if (choice instanceof MasterChoice.InUse chosen) {
            conflict = List.of();
            inUse(chosen.member().node().address(), chosen.epoch());
        } else if (choice instanceof MasterChoice.Conflict several) {
            lost("several nodes call themselves master");
            if (!several.nodes().equals(conflict)) {
                conflict = several.nodes();
                events.publish(new RouterEvent.MasterConflict(events.now(), conflict));
            }
        } else if (choice instanceof MasterChoice.Vacant vacant) {
            conflict = List.of();
            lost(vacant.reason());
        }
    }

    private void node(@Nullable NodeInfo before, NodeInfo now) {
        NodeAddress address = now.address();
        if (before == null) {
            events.publish(new RouterEvent.NodeAdded(events.now(), address));
        }
        Role role = before == null ? Role.UNKNOWN : before.role();
        if (role != now.role()) {
            events.publish(new RouterEvent.NodeRoleChanged(events.now(), address, role, now.role()));
        }
        NodeState state = before == null ? NodeState.UNKNOWN : before.state();
        if (state != now.state()) {
            events.publish(new RouterEvent.NodeStateChanged(events.now(), address, state, now.state(), now.reason()));
        }
    }

    private void inUse(NodeAddress node, long epoch) {
        if (node.equals(inUse)) {
            return;
        }
        NodeAddress previous = lastInUse;
        boolean wasVacant = inUse == null && previous != null;
        Duration without = wasVacant ? Duration.ofNanos(clock.nanos() - withoutSince) : Duration.ZERO;
        inUse = node;
        lastInUse = node;
        events.publish(new RouterEvent.MasterInUse(events.now(), node, Optional.ofNullable(previous), epoch, without));
    }

    private void lost(String reason) {
        if (inUse != null) {
            NodeAddress last = inUse;
            inUse = null;
            withoutSince = clock.nanos();
            events.publish(new RouterEvent.MasterLost(events.now(), Optional.of(last), reason));
        }
    }
}
