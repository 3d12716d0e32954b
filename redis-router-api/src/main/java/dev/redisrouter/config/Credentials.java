package dev.redisrouter.config;

import dev.redisrouter.error.ConfigurationException;
import java.util.Optional;

/**
 * What to say in {@code AUTH}. Never shows the password in {@link #toString}.
 *
 * @param username empty for the default user
 * @param password empty for no {@code AUTH} at all
 */
public record Credentials(Optional<String> username, Optional<String> password) {

    /** No {@code AUTH} is sent. */
    public static final Credentials NONE = new Credentials(Optional.empty(), Optional.empty());

    public Credentials {
        if (username.isPresent() && password.isEmpty()) {
            throw new ConfigurationException("credentials.password", "absent", "a password for user " + username.get());
        }
    }

    /** The default user with a password. */
    public static Credentials password(String password) {
        return new Credentials(Optional.empty(), Optional.of(password));
    }

    /** A user of the ACL. */
    public static Credentials user(String username, String password) {
        return new Credentials(Optional.of(username), Optional.of(password));
    }

    /** True when there is something to say in {@code AUTH}. */
    public boolean present() {
        return password.isPresent();
    }

    @Override
    public String toString() {
        return present() ? "Credentials[" + username.orElse("default") + ", ***]" : "Credentials[none]";
    }
}
