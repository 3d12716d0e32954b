package dev.redisrouter.test.history;

import dev.redisrouter.test.LabNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is there when all clients have ended and the servers have settled. */
public interface FinalState {
    /** The value of a text or counter; empty when there is none. */
    Optional<String> value(String key);

    /** The members of a set; empty when there is none. */
    Set<String> members(String key);

    /** What this node says when it is asked. */
    static FinalState of(LabNode node) {
        return new FinalState() {
            @Override
            public Optional<String> value(String key) {
                return Optional.ofNullable(node.command("GET", key)).map(String::valueOf);
            }

            @Override
            public Set<String> members(String key) {
                return node.command("SMEMBERS", key) instanceof List<?> members
                        ? members.stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet())
                        : Set.of();
            }
        };
    }
}
