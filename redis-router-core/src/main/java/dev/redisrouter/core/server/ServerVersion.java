package dev.redisrouter.core.server;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which server a node is, and how what it says of its clients differs from what Redis 7.0 says. Who answers asks what the
 * server does and not which one it is. Immutable.
 *
 * @param valkey true for Valkey, false for Redis and whatever else gives itself a version of Redis
 */
public record ServerVersion(boolean valkey, int major, int minor) {
    /*
     * Tried on Redis 7.0.15 and 8.0.2 and on Valkey 8.1.1. Where the versions between them begin to differ is from what
     * they say of their changes; a later one is taken for the latest that was tried.
     */
    /** What a node is taken for that does not tell. */
    public static final ServerVersion REDIS_7_0 = new ServerVersion(false, 7, 0);

    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(\\..*)?");

    /** @param version such as {@code 8.0.2}; empty for what begins otherwise than with two numbers */
    public static Optional<ServerVersion> of(boolean valkey, String version) {
        Matcher numbers = NUMBERS.matcher(version);
        return numbers.matches()
                ? Optional.of(new ServerVersion(
                        valkey, Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2))))
                : Optional.empty();
    }

    /** Valkey counts on from Redis 7.2. */
    private boolean since(int otherMajor, int otherMinor) {
        return major > otherMajor || (major == otherMajor && minor >= otherMinor);
    }

    private boolean isValkey8() {
        return valkey && major >= 8;
    }

    /** A name that a client gives itself is looked at up to its first NUL. */
    public boolean looksAtNamesUpToNul() {
        return since(7, 2);
    }

    /** {@code HELLO} gives the client its name before it has read what follows. */
    public boolean namesAsItReads() {
        return !since(7, 2);
    }

    /** {@code CLIENT PAUSE} refuses a time whose end lies behind what 64 bits hold. */
    public boolean boundsPauses() {
        return since(7, 2);
    }

    /** {@code CLIENT KILL} takes {@code MAXAGE}. */
    public boolean knowsClientsByAge() {
        return since(7, 4);
    }

    /** {@code CLIENT LIST} takes what {@code CLIENT KILL} takes, and both any number of ids. */
    public boolean listsWhatItKills() {
        return valkey && since(8, 1);
    }

    /** A master may be called a primary. */
    public boolean saysPrimary() {
        return isValkey8();
    }

    /** {@code CLIENT PAUSE} and {@code CLIENT UNBLOCK} take any number of arguments, and heed no option if there are too many. */
    public boolean toleratesMoreArguments() {
        return isValkey8();
    }

    /** Clients tell with {@code CLIENT CAPA} what they are capable of, and are shown with it. */
    public boolean knowsCapabilities() {
        return isValkey8();
    }

    /** Clients are shown with how many keys they watch. */
    public boolean showsWatchedKeys() {
        return since(7, 4);
    }

    /** Clients are shown with how much they have sent and received. */
    public boolean showsTraffic() {
        return isValkey8();
    }

    /** Clients are shown with the thread that reads from them. */
    public boolean showsThreads() {
        return !valkey && major >= 8;
    }
}
