package dev.redisrouter.core.journey;

import dev.redisrouter.config.Credentials;
import dev.redisrouter.core.resp.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may use the endpoint. Keeps digests only, and takes as long for a user that it does not know as for a wrong
 * password. Immutable and thread-safe.
 */
public final class Guard {
    /** Asks nobody, and lets everybody in. */
    public static final Guard NONE = new Guard(List.of());

    /** The user that {@code AUTH} with a password alone is about. */
    static final String DEFAULT_USER = "default";

    private final List<Entry> entries;

    private record Entry(String user, byte[] userDigest, byte[] passwordDigest) {}

    private Guard(List<Entry> entries) {
        this.entries = entries;
    }

    /** Lets these users in, each with each of its passwords; nobody is asked when there are none. */
    public static Guard of(List<Credentials> users) {
        return new Guard(users.stream().map(Guard::entry).toList());
    }

    /** True when clients must say who they are. */
    boolean asks() {
        return !entries.isEmpty();
    }

    /** True when it may let a user of this name in. */
    boolean knows(String user) {
        byte[] digest = digest(user.getBytes(StandardCharsets.UTF_8));
        return entries.stream().anyMatch(entry -> MessageDigest.isEqual(entry.userDigest, digest));
    }

    /** The user that is let in with the password in this argument; null when it is wrong. */
    @Nullable
    String admit(Request request, int passwordArgument) {
        return admit(digest(DEFAULT_USER.getBytes(StandardCharsets.UTF_8)), digest(bytes(request, passwordArgument)));
    }

    /** The user that is let in with name and password in these arguments; null when they are wrong. */
    @Nullable
    String admit(Request request, int userArgument, int passwordArgument) {
        return admit(digest(bytes(request, userArgument)), digest(bytes(request, passwordArgument)));
    }

    private @Nullable String admit(byte[] user, byte[] password) {
        String admitted = null;
        for (Entry entry : entries) {
            // all entries and both parts, so that the time says nothing of what was right
            boolean userFits = MessageDigest.isEqual(entry.userDigest, user);
            boolean passwordFits = MessageDigest.isEqual(entry.passwordDigest, password);
            if (userFits && passwordFits) {
                admitted = entry.user;
            }
        }
        return admitted;
    }

    private static Entry entry(Credentials user) {
        String name = user.username().orElse(DEFAULT_USER);
        return new Entry(
                name,
                digest(name.getBytes(StandardCharsets.UTF_8)),
                digest(user.password().orElseThrow().getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] bytes(Request request, int argument) {
        byte[] bytes = new byte[request.argumentLength(argument)];
        request.frame().getBytes(request.argumentOffset(argument), bytes);
        return bytes;
    }

    private static byte[] digest(byte[] secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
