package dev.redisrouter.test.history;

import dev.redisrouter.test.history.Violation.Kind;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a checker found.
 *
 * @param calls all that was looked at
 * @param violations in no particular order
 */
public record Report(List<Call> calls, List<Violation> violations) {
    private static final int SHOWN = 10;
    private static final Set<Operation> WRITES = EnumSet.of(Operation.SET, Operation.INCR, Operation.SADD);

    public Report {
        calls = List.copyOf(calls);
        violations = List.copyOf(violations);
    }

    /** The violations of these kinds. */
    public List<Violation> of(Kind first, Kind... more) {
        Set<Kind> kinds = EnumSet.of(first, more);
        return violations.stream().filter(v -> kinds.contains(v.kind())).toList();
    }

    /** How many writes ended so. */
    public long writes(Outcome outcome) {
        return count(WRITES, outcome);
    }

    /** How many reads ended so. */
    public long reads(Outcome outcome) {
        return count(EnumSet.complementOf(EnumSet.copyOf(WRITES)), outcome);
    }

    /** How often each error was seen, by its first word. */
    public Map<String, Long> errors() {
        return calls.stream()
                .filter(call -> !call.acknowledged())
                .collect(
                        Collectors.groupingBy(call -> call.reply().orElse("").split(" ", 2)[0], Collectors.counting()));
    }

    /** Numbers in one line, then the first few violations. */
    @Override
    public String toString() {
        Map<Kind, Long> kinds = violations.stream()
                .collect(
                        Collectors.groupingBy(Violation::kind, () -> new EnumMap<>(Kind.class), Collectors.counting()));
        String first = violations.stream().limit(SHOWN).map(v -> "\n  " + v).collect(Collectors.joining());
        return "writes acknowledged=" + writes(Outcome.ACKNOWLEDGED) + " uncertain=" + writes(Outcome.UNCERTAIN)
                + " failed=" + writes(Outcome.FAILED) + "; reads answered=" + reads(Outcome.ACKNOWLEDGED) + " failed="
                + (reads(Outcome.FAILED) + reads(Outcome.UNCERTAIN)) + "; errors=" + errors() + "; violations=" + kinds
                + first;
    }

    private long count(Collection<Operation> operations, Outcome outcome) {
        return calls.stream()
                .filter(call -> operations.contains(call.operation()) && call.outcome() == outcome)
                .count();
    }
}
