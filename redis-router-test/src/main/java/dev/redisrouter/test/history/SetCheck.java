package dev.redisrouter.test.history;

import dev.redisrouter.test.history.Violation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A set ends with every member that was acknowledged, and with none that nobody added or whose adding was refused. */
final class SetCheck {
    private SetCheck() {}

    static List<Violation> violations(String key, List<Call> calls, Set<String> end) {
        List<Violation> violations = new ArrayList<>();
        Map<String, Call> added = new HashMap<>();
        for (Call call : calls) {
            if (added.put(call.argument(), call) != null) {
                throw new IllegalArgumentException(call + ": twice (expected: each member once)");
            }
            if (call.acknowledged() && !end.contains(call.argument())) {
                violations.add(new Violation(Kind.LOST_WRITE, key, call + ", and it is not there"));
            }
            if (call.acknowledged() && !call.reply().equals(Optional.of("1"))) {
                violations.add(new Violation(Kind.DUPLICATE, key, call + ", so it was there already"));
            }
        }
        for (String member : end) {
            Call call = added.get(member);
            if (call == null || call.outcome() == Outcome.FAILED) {
                violations.add(
                        new Violation(Kind.PHANTOM, key, member + " is there" + (call == null ? "" : ", but " + call)));
            }
        }
        return violations;
    }
}
