package dev.redisrouter.core.tls;

import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why a connection could not be encrypted, in words fit for a log and a {@code reason}. */
public final class TlsFailure {
    private TlsFailure() {}

    /** What is wrong with TLS; empty when something else is. */
    public static Optional<String> words(Throwable thrown) {
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return Optional.of("TLS: " + words(cause.getMessage(), innermost(cause)));
            }
        }
        return Optional.empty();
    }

    /** The outer message says what was tried, and some providers leave to the inner one what went wrong. */
    private static String words(@Nullable String outer, @Nullable String inner) {
        if (outer == null || inner == null) {
            return String.valueOf(outer == null ? inner : outer);
        }
        return outer.contains(inner) ? outer : outer + ": " + inner;
    }

    private static @Nullable String innermost(Throwable thrown) {
        String message = thrown.getMessage();
        for (@Nullable Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
            message = cause.getMessage() == null ? message : cause.getMessage();
        }
        return message;
    }
}
