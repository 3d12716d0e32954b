package dev.redisrouter.test;

import dev.redisrouter.config.Credentials;
import dev.redisrouter.test.tls.SelfSigned;
import dev.redisrouter.topology.NodeAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a server's configuration file. They are facts of Redis 6.2 to 8 and Valkey, from the {@code redis.conf} and
 * {@code sentinel.conf} that come with them.
 */
final class ConfigFile {
    private final List<String> lines = new ArrayList<>();

    private ConfigFile() {}

    /** A node's, following {@code master} unless that is null. */
    static String node(LabSpec spec, LabServer server, @Nullable NodeAddress master, @Nullable SelfSigned tls) {
        Credentials credentials = spec.access().nodes();
        ConfigFile file = new ConfigFile();
        file.common(spec, server, tls, credentials);
        file.add("save", "");
        file.add("appendonly", "no");
        // Data sent through a socket leaves a gap of up to 1 s: the replica's link is up and it is sent no write. The
        // master waits for its next REPLCONF ACK when the last one came before the master's own child had ended.
        file.add("repl-diskless-sync", "no");
        if (tls != null) {
            file.add("tls-replication", "yes");
        }
        credentials.username().ifPresent(user -> file.add("masteruser", user));
        credentials.password().ifPresent(password -> file.add("masterauth", password));
        if (spec.access().announcedHost().isPresent()) {
            file.add("replica-announce-ip", server.announced().host());
            file.add("replica-announce-port", server.announced().port());
        }
        if (master != null) {
            file.add("replicaof", master.host(), master.port());
        }
        file.lines.addAll(spec.extraLines().everyNode());
        file.lines.addAll(spec.extraLines().oneNode().getOrDefault(server.index(), List.of()));
        return file.text();
    }

    /** A Sentinel's. */
    static String sentinel(LabSpec spec, LabServer server, NodeAddress master, @Nullable SelfSigned tls) {
        String name = spec.masterName();
        Credentials nodes = spec.access().nodes();
        Credentials sentinels = spec.access().sentinels();
        ConfigFile file = new ConfigFile();
        file.common(spec, server, tls, sentinels);
        if (tls != null) {
            file.add("tls-replication", "yes");
        }
        if (spec.access().announcesName()) {
            // before any name is used
            file.add("sentinel", "resolve-hostnames", "yes");
            file.add("sentinel", "announce-hostnames", "yes");
        }
        file.add("sentinel", "monitor", name, master.host(), master.port(), spec.sentinels() / 2 + 1);
        file.add(
                "sentinel",
                "down-after-milliseconds",
                name,
                spec.timing().downAfter().toMillis());
        file.add(
                "sentinel",
                "failover-timeout",
                name,
                spec.timing().failoverTimeout().toMillis());
        file.add("sentinel", "parallel-syncs", name, Math.max(1, spec.replicas()));
        nodes.username().ifPresent(user -> file.add("sentinel", "auth-user", name, user));
        nodes.password().ifPresent(password -> file.add("sentinel", "auth-pass", name, password));
        sentinels.username().ifPresent(user -> file.add("sentinel", "sentinel-user", user));
        sentinels.password().ifPresent(password -> file.add("sentinel", "sentinel-pass", password));
        if (spec.access().announcedHost().isPresent()) {
            file.add("sentinel", "announce-ip", server.announced().host());
            file.add("sentinel", "announce-port", server.announced().port());
        }
        file.lines.addAll(spec.extraLines().everySentinel());
        return file.text();
    }

    private void common(LabSpec spec, LabServer server, @Nullable SelfSigned tls, Credentials credentials) {
        if (tls == null) {
            add("port", server.address().port());
        } else {
            add("port", 0);
            add("tls-port", server.address().port());
            add("tls-cert-file", tls.certificate());
            add("tls-key-file", tls.key());
            add("tls-ca-cert-file", tls.certificate());
            add("tls-auth-clients", "no");
        }
        add("dir", server.directory());
        spec.access()
                .announcedHost()
                .ifPresentOrElse(
                        host -> {
                            if (spec.access().announcesName()) {
                                add("bind", server.address().host());
                            } else {
                                add("bind", server.address().host(), host);
                            }
                            // To protected mode, only 127.0.0.1 and ::1 are local.
                            add("protected-mode", "no");
                        },
                        () -> add("bind", server.address().host()));
        credentials
                .password()
                .ifPresent(password -> credentials
                        .username()
                        .ifPresentOrElse(
                                user -> {
                                    add("user", user, "on", ">" + password, "~*", "&*", "+@all");
                                    add("user", "default", "off");
                                },
                                () -> add("requirepass", password)));
    }

    private void add(Object... words) {
        StringBuilder line = new StringBuilder();
        for (Object word : words) {
            line.append(line.isEmpty() ? "" : " ").append(quoted(word.toString()));
        }
        lines.add(line.toString());
    }

    /** Plain words stay readable; anything else is put in quotes as {@code sdssplitargs} reads them. */
    private static String quoted(String word) {
        if (word.matches("[A-Za-z0-9_./:-]+")) {
            return word;
        }
        return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    private String text() {
        return String.join("\n", lines) + "\n";
    }
}
