package dev.redisrouter.event;

import dev.redisrouter.topology.NodeAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * How one change of the master went, as this router saw it. A step that did not happen, or was not noticed, is missing: a
 * planned failover begins without a doubt.
 *
 * @param from the master before
 * @param to the master after
 * @param epoch the configuration epoch in which {@code to} is master; 0 for a source without epochs
 * @param steps when each step was noticed, by the router's wall clock
 */
public record FailoverTimeline(NodeAddress from, NodeAddress to, long epoch, Map<Step, Instant> steps) {

    /** What happens in a failover, in the order in which it usually does. */
    public enum Step {
        /** The old master missed a probe, or a Sentinel says that it is down. */
        DOUBT("doubt"),
        /** The probes hold the old master for lost. */
        DOWN("down"),
        /** Commands for the master are held from here on. */
        HELD("held"),
        /** A Sentinel has chosen the next master. */
        CHOSEN("chosen"),
        /** The new master says that it is one, and is in use from here on. */
        IN_USE("in-use"),
        /** The first write to the new master was answered. */
        FIRST_WRITE("first-write"),
        /** Nothing that waited for a master waits any longer. */
        RELEASED("released"),
        /** The old master answers again and calls itself master. It is sent nothing. */
        OLD_RETURNED("old-returned"),
        /** The old master says that it is a replica. */
        OLD_DEMOTED("old-demoted");

        private final String text;

        Step(String text) {
            this.text = text;
        }

        /** As it stands in {@link FailoverTimeline#text}, such as {@code first-write}. */
        public String text() {
            return text;
        }
    }

    public FailoverTimeline {
        EnumMap<Step, Instant> copy = new EnumMap<>(Step.class);
        copy.putAll(steps);
        steps = Collections.unmodifiableMap(copy);
    }

    /** When a step was noticed. */
    public Optional<Instant> at(Step step) {
        return Optional.ofNullable(steps.get(step));
    }

    /** From one step to another, negative when the other came first; empty when one of them is missing. */
    public Optional<Duration> between(Step first, Step second) {
        return at(first).flatMap(from -> at(second).map(to -> Duration.between(from, to)));
    }

    /** The stable fields: each step with the milliseconds since the first one. */
    public String text() {
        StringJoiner text = new StringJoiner(" ");
        text.add("from=" + from).add("to=" + to).add("epoch=" + epoch);
        steps.values().stream()
                .min(Instant::compareTo)
                .ifPresent(first -> steps.forEach((step, at) -> text.add(
                        step.text + "-ms=" + Duration.between(first, at).toMillis())));
        return text.toString();
    }
}
