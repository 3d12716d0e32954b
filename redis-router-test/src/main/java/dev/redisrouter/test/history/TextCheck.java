package dev.redisrouter.test.history;

import dev.redisrouter.test.history.Violation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * The writes and reads of one text. For one check.
 *
 * <p>Which of two writes is the later one is known only when one ended before the other began. So a value is <em>old</em>
 * beside a write that began after the value's own had surely taken effect; that is when it was acknowledged, or when the
 * first read that gave it had ended.
 */
final class TextCheck {
    /** Before every write there was nothing. */
    private static final long ALWAYS = Long.MIN_VALUE;

    private static final long NEVER = Long.MAX_VALUE;

    private final String key;
    private final List<Call> reads;
    private final Map<String, Call> writes = new HashMap<>();
    private final Map<String, Long> inEffect = new HashMap<>();
    private final List<Violation> violations = new ArrayList<>();

    TextCheck(String key, List<Call> calls) {
        this.key = key;
        this.reads = calls.stream()
                .filter(call -> call.operation() == Operation.GET && call.acknowledged())
                .toList();
        for (Call call : calls) {
            if (call.operation() == Operation.SET && writes.put(call.argument(), call) != null) {
                throw new IllegalArgumentException(call + ": twice (expected: each value of a key once)");
            }
            if (call.operation() == Operation.SET && call.acknowledged()) {
                inEffect.merge(call.argument(), call.ended(), Math::min);
            }
        }
        reads.forEach(read -> read.reply().ifPresent(value -> inEffect.merge(value, read.ended(), Math::min)));
    }

    List<Violation> violations(Optional<String> end) {
        Latest<Call> acknowledged =
                latest(writes.values().stream().filter(Call::acknowledged).toList(), Call::began);
        Latest<Call> read = latest(reads, seen -> began(seen.reply()));
        for (Call now : reads) {
            look(now, acknowledged, read);
        }
        if (isPhantom(end)) {
            violations.add(new Violation(Kind.PHANTOM, key, end.orElse("") + " at the end"));
        }
        for (Call write : writes.values()) {
            if (write.acknowledged() && isOld(end, write.began())) {
                violations.add(new Violation(
                        Kind.LOST_WRITE, key, write + ", and at the end there is " + end.orElse("nothing")));
            }
        }
        return violations;
    }

    private void look(Call now, Latest<Call> acknowledged, Latest<Call> read) {
        Optional<Latest.Entry<Call>> write = acknowledged.before(now.began());
        Optional<Latest.Entry<Call>> before = read.before(now.began());
        if (isPhantom(now.reply())) {
            violations.add(new Violation(Kind.PHANTOM, key, now.toString()));
        } else if (write.isPresent() && isOld(now.reply(), write.get().rank())) {
            violations.add(new Violation(
                    Kind.STALE_READ, key, now + " after " + write.get().value()));
        } else if (before.isPresent() && isOld(now.reply(), before.get().rank())) {
            violations.add(new Violation(
                    Kind.STEP_BACK, key, now + " after " + before.get().value()));
        }
    }

    /** Whether a value was surely overwritten by a write that began at this time. */
    private boolean isOld(Optional<String> value, long began) {
        return began > value.map(v -> inEffect.getOrDefault(v, NEVER)).orElse(ALWAYS);
    }

    private boolean isPhantom(Optional<String> value) {
        return value.map(writes::get)
                .map(write -> write.outcome() == Outcome.FAILED)
                .orElse(value.isPresent());
    }

    private long began(Optional<String> value) {
        return value.map(writes::get).map(Call::began).orElse(ALWAYS);
    }

    private static Latest<Call> latest(List<Call> calls, ToLongFunction<Call> rank) {
        return new Latest<>(calls.stream()
                .map(call -> new Latest.Entry<>(call.ended(), rank.applyAsLong(call), call))
                .toList());
    }
}
