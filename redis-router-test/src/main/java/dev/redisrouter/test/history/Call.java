package dev.redisrouter.test.history;

import java.util.Optional;

/**
 * One call of a client and its end.
 *
 * @param argument the value of {@code SET}, the member of {@code SADD}; empty for the others
 * @param reply the reply of an acknowledged call as text: the value of {@code GET}, the number of {@code INCR} and
 *     {@code SADD}, {@code OK}; the error of the others; empty for a {@code GET} of what is not there
 * @param began when it was given to the client library, by {@link System#nanoTime}
 * @param ended when the library returned, by the same clock
 */
public record Call(
        Operation operation,
        String key,
        String argument,
        Outcome outcome,
        Optional<String> reply,
        long began,
        long ended) {

    public Call {
        if (ended - began < 0) {
            throw new IllegalArgumentException("ended: " + ended + " (expected: not before " + began + ")");
        }
    }

    boolean acknowledged() {
        return outcome == Outcome.ACKNOWLEDGED;
    }

    /** {@code SET k v → OK}. */
    @Override
    public String toString() {
        return operation + " " + key + (argument.isEmpty() ? "" : " " + argument) + " → "
                + (acknowledged() ? "" : outcome + " ") + reply.orElse("nothing");
    }
}
