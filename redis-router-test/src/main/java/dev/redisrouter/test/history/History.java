package dev.redisrouter.test.history;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Calls of concurrent clients, as they saw them.
 *
 * <pre>{@code
 * History history = new History();
 * // on each client's thread, through whatever library
 * history.set("k", "v1", () -> jedis.set("k", "v1"));
 * history.get("k", () -> jedis.get("k"));
 * history.incr("n", () -> jedis.incr("n"));
 * history.sadd("s", "m1", () -> jedis.sadd("s", "m1"));
 * // when all have ended
 * Report report = HistoryChecker.check(history.calls(), FinalState.of(lab.master()));
 * assertThat(report.violations()).isEmpty();
 * }</pre>
 *
 * <p>An exception of a call is kept and not thrown. One whose message begins with an error code of Redis, such as
 * {@code MASTERDOWN}, is a refusal; {@code UNCERTAIN} and everything else, such as a time-out, leaves the outcome open.
 *
 * <p>Thread-safe. Keeps everything: meant for up to some millions of calls.
 */
public final class History {
    private static final Pattern ERROR_CODE = Pattern.compile("[A-Z]{3,}( .*)?", Pattern.DOTALL);

    private final Predicate<Exception> refused;
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();

    /** A call to a client library, which throws what that throws. */
    @FunctionalInterface
    public interface Request {
        @Nullable
        Object send() throws Exception;
    }

    /** With the refusals told by their error code. */
    public History() {
        this(History::isRefusal);
    }

    /** With the exceptions for which {@code refused} is true as refusals: these calls have surely not been executed. */
    public History(Predicate<Exception> refused) {
        this.refused = refused;
    }

    /** {@code SET}; no two of one key may have the same value. */
    public Outcome set(String key, String value, Request request) {
        return record(Operation.SET, key, value, request).outcome();
    }

    /** {@code GET}; null from the client library means that there is no value. */
    public Outcome get(String key, Request request) {
        return record(Operation.GET, key, "", request).outcome();
    }

    /** {@code INCR}. */
    public Outcome incr(String key, Request request) {
        return record(Operation.INCR, key, "", request).outcome();
    }

    /** {@code SADD} of one member, which is added by no other call. */
    public Outcome sadd(String key, String member, Request request) {
        return record(Operation.SADD, key, member, request).outcome();
    }

    /** All calls that have ended so far. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    private Call record(Operation operation, String key, String argument, Request request) {
        long began = System.nanoTime();
        Outcome outcome;
        Optional<String> reply;
        try {
            reply = Optional.ofNullable(request.send()).map(Object::toString);
            outcome = Outcome.ACKNOWLEDGED;
        } catch (Exception e) {
            reply = Optional.of(String.valueOf(e.getMessage()));
            outcome = refused.test(e) ? Outcome.FAILED : Outcome.UNCERTAIN;
        }
        Call call = new Call(operation, key, argument, outcome, reply, began, System.nanoTime());
        calls.add(call);
        return call;
    }

    private static boolean isRefusal(Exception e) {
        String message = String.valueOf(e.getMessage());
        return ERROR_CODE.matcher(message).matches()
                && !message.toUpperCase(Locale.ROOT).startsWith("UNCERTAIN");
    }
}
