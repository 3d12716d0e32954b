package dev.redisrouter.test.history;

import dev.redisrouter.test.history.Violation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A counter ends between the acknowledged and the possible increments, and never gives one number twice. */
final class CounterCheck {
    private CounterCheck() {}

    static List<Violation> violations(String key, List<Call> calls, Optional<String> end) {
        List<Violation> violations = new ArrayList<>();
        long least = count(calls, Outcome.ACKNOWLEDGED);
        long most = least + count(calls, Outcome.UNCERTAIN);
        long value = end.map(Long::parseLong).orElse(0L);
        String expected = "the end is " + value + " (expected: " + least + "-" + most + ")";
        if (value < least) {
            violations.add(new Violation(Kind.LOST_WRITE, key, expected));
        } else if (value > most) {
            violations.add(new Violation(Kind.DUPLICATE, key, expected));
        }
        Map<String, Call> given = new HashMap<>();
        for (Call call : calls) {
            Call before = call.acknowledged() ? given.putIfAbsent(call.reply().orElse(""), call) : null;
            if (before != null) {
                violations.add(new Violation(Kind.LOST_WRITE, key, call + " twice: one of them was taken back"));
            }
        }
        return violations;
    }

    private static long count(List<Call> calls, Outcome outcome) {
        return calls.stream().filter(call -> call.outcome() == outcome).count();
    }
}
