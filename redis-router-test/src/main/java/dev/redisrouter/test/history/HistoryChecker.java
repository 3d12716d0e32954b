package dev.redisrouter.test.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Finds the promises that a history, and what is there at its end, say were broken.
 *
 * <p>It reports only what no order of the calls can explain, in which each takes effect once between its begin and its
 * end, or, when its outcome is open, at any time after its begin or never. So it needs no search, and reports nothing that
 * is right; what it cannot see is a fault that an uncertain call hides.
 */
public final class HistoryChecker {
    private HistoryChecker() {}

    /**
     * Looks at every key by itself.
     *
     * @throws IllegalArgumentException if a key is used by operations of different types, or a value was written twice
     */
    public static Report check(List<Call> calls, FinalState end) {
        List<Violation> violations = new ArrayList<>();
        Map<String, List<Call>> byKey = calls.stream().collect(Collectors.groupingBy(Call::key));
        byKey.forEach((key, ofKey) -> violations.addAll(
                switch (type(key, ofKey)) {
                    case SET, GET -> new TextCheck(key, ofKey).violations(end.value(key));
                    case INCR -> CounterCheck.violations(key, ofKey, end.value(key));
                    case SADD -> SetCheck.violations(key, ofKey, end.members(key));
                }));
        return new Report(calls, violations);
    }

    private static Operation type(String key, List<Call> calls) {
        List<Operation> types = calls.stream()
                .map(Call::operation)
                .map(operation -> operation == Operation.GET ? Operation.SET : operation)
                .distinct()
                .toList();
        if (types.size() != 1) {
            throw new IllegalArgumentException("key " + key + ": " + types + " (expected: one type for each key)");
        }
        return types.get(0);
    }
}
