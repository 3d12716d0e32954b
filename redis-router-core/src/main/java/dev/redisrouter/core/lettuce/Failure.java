package dev.redisrouter.core.lettuce;

import dev.redisrouter.core.tls.TlsFailure;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.netty.channel.ConnectTimeoutException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Why something asked of a server failed, in words fit for a log and a {@code reason}.
 *
 * @param words never a password: Lettuce and the servers do not repeat what was given to {@code AUTH}
 */
public record Failure(Kind kind, String words) {

    /** What that says of the server. */
    public enum Kind {
        /** There is nobody at that address, or no way to it. */
        UNREACHABLE,
        /** Nothing came in time. */
        SILENT,
        /** It answered with an error. */
        REJECTED
    }

    /** Classifies what Lettuce threw, however deeply it wrapped the cause. */
    public static Failure of(Throwable thrown) {
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof RedisCommandExecutionException) {
                return new Failure(Kind.REJECTED, message(cause));
            }
            if (cause instanceof ConnectTimeoutException
                    || cause instanceof RedisCommandTimeoutException
                    || cause instanceof TimeoutException) {
                return new Failure(Kind.SILENT, "no answer in time");
            }
            if (cause instanceof UnknownHostException) {
                return new Failure(Kind.UNREACHABLE, "unknown host: " + message(cause));
            }
            if (cause instanceof ConnectException) {
                return new Failure(Kind.UNREACHABLE, connectWords(message(cause)));
            }
        }
        return new Failure(Kind.UNREACHABLE, TlsFailure.words(thrown).orElseGet(() -> message(rootOf(thrown))));
    }

    /** The system's message names the address too, which stands beside it anyway. */
    private static String connectWords(String message) {
        return message.contains("refused") ? "connection refused" : message;
    }

    private static Throwable rootOf(Throwable thrown) {
        Throwable root = thrown;
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return root;
    }

    private static String message(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null ? thrown.getClass().getSimpleName() : message;
    }
}
