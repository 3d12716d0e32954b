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
                return Optional.of("TLS: " + innermost(cause));
            }
        }
        return Optional.empty();
    }

    /** The outer ones only say that building or checking failed. */
    private static String innermost(Throwable thrown) {
        String words = String.valueOf(thrown.getMessage());
        for (@Nullable Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
            words = cause.getMessage() == null ? words : cause.getMessage();
        }
        return words;
    }
}
