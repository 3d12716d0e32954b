package dev.redisrouter.core.journey;

import dev.redisrouter.core.server.ServerVersion;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code CLIENT LIST} and {@code CLIENT KILL} mean by {@code TYPE}. The router has no masters and replicas as clients. */
enum ClientType {
    NORMAL,
    MASTER,
    REPLICA,
    PUBSUB;

    /** By its name in any case; null for one that the server does not know. */
    static @Nullable ClientType named(String name, ServerVersion server) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "normal" -> NORMAL;
            case "master" -> MASTER;
            case "primary" -> server.saysPrimary() ? MASTER : null;
            case "slave", "replica" -> REPLICA;
            case "pubsub" -> PUBSUB;
            default -> null;
        };
    }

    static ClientType of(Client client) {
        Listening listening = client.session().listening();
        return listening != null && listening.isSubscribed() ? PUBSUB : NORMAL;
    }
}
