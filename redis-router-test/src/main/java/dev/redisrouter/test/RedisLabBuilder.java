package dev.redisrouter.test;

import dev.redisrouter.config.Credentials;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Describes a lab; {@link #start} may be called any number of times, each time for a new one. Not thread-safe.
 *
 * <p>Without any call it is a master with two replicas and three Sentinels, from the bundled Redis, without passwords,
 * without persistence, with quick Sentinels.
 */
public final class RedisLabBuilder {
    private static final int MAX_SERVERS = 32;

    private int replicas = 2;
    private int sentinels = 3;
    private String masterName = "mymaster";
    private @Nullable String server;
    private Duration startTimeout = Duration.ofSeconds(30);
    private boolean fastTimers = true;
    private Duration downAfter = Duration.ofSeconds(1);
    private Duration failoverTimeout = Duration.ofSeconds(2);
    private Credentials credentials = Credentials.NONE;
    private Credentials sentinelCredentials = Credentials.NONE;
    private boolean tls;
    private Optional<String> announcedHost = Optional.empty();
    private final List<String> everyNode = new ArrayList<>();
    private final Map<Integer, List<String>> oneNode = new HashMap<>();
    private final List<String> everySentinel = new ArrayList<>();

    RedisLabBuilder() {}

    /** How many replicas follow the master, 0 to 32; 2 by default. */
    public RedisLabBuilder replicas(int replicas) {
        this.replicas = count("replicas", replicas);
        return this;
    }

    /** How many Sentinels watch, 0 to 32; 3 by default. A majority of them must agree to a failover. */
    public RedisLabBuilder sentinels(int sentinels) {
        this.sentinels = count("sentinels", sentinels);
        return this;
    }

    /** The master's name in {@code sentinel monitor}; {@code mymaster} by default. */
    public RedisLabBuilder masterName(String masterName) {
        if (!masterName.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException("masterName: '" + masterName + "' (expected: A-z 0-9 . - _)");
        }
        this.masterName = masterName;
        return this;
    }

    /**
     * The server program: a path, or a name without a slash that is looked for on the PATH. By default the system
     * property {@code redisrouter.lab.redis-server}, and without it the bundled Redis 7.0. Redis from 6.2 and Valkey do.
     * A script in its place must {@code exec} the server.
     */
    public RedisLabBuilder server(String pathOrName) {
        this.server = pathOrName;
        return this;
    }

    /** How long {@link #start} may take before it gives up; 30 s by default. */
    public RedisLabBuilder startTimeout(Duration startTimeout) {
        this.startTimeout = positive("startTimeout", startTimeout);
        return this;
    }

    /**
     * Leaves the Sentinels their own timers, as in production: the lab settles in 2 to 4 s, a promotion shows at the other
     * Sentinels up to 2 s late, and a master that returns is demoted after about 10 s. By default these timers are cut with
     * {@code SENTINEL DEBUG}, where the server knows it (7.0 and later).
     */
    public RedisLabBuilder sentinelTimers() {
        this.fastTimers = false;
        return this;
    }

    /** {@code down-after-milliseconds}: silence for so long makes a node down; 1 s by default. */
    public RedisLabBuilder downAfter(Duration downAfter) {
        this.downAfter = positive("downAfter", downAfter);
        return this;
    }

    /** {@code failover-timeout}; 2 s by default. When the Sentinels vote for different leaders, the next vote is twice as long after the first. */
    public RedisLabBuilder failoverTimeout(Duration failoverTimeout) {
        this.failoverTimeout = positive("failoverTimeout", failoverTimeout);
        return this;
    }

    /** The nodes ask the default user for this password. */
    public RedisLabBuilder password(String password) {
        this.credentials = Credentials.password(password);
        return this;
    }

    /** The nodes know this user alone, who may do everything; the default user is off. */
    public RedisLabBuilder user(String name, String password) {
        this.credentials = Credentials.user(name, password);
        return this;
    }

    /** The Sentinels ask the default user for this password; it has nothing to do with the nodes'. */
    public RedisLabBuilder sentinelPassword(String password) {
        this.sentinelCredentials = Credentials.password(password);
        return this;
    }

    /** The Sentinels know this user alone, who may do everything; the default user is off. */
    public RedisLabBuilder sentinelUser(String name, String password) {
        this.sentinelCredentials = Credentials.user(name, password);
        return this;
    }

    /** Nodes and Sentinels speak TLS only, with the certificate of {@link RedisLab#certificate}, and ask for none. */
    public RedisLabBuilder tls() {
        this.tls = true;
        return this;
    }

    /**
     * Nodes and Sentinels announce this address to each other and to clients, and listen on it and on 127.0.0.1, where
     * {@link LabNode#address} stays. It must be an address of this machine, such as 127.0.0.2 on Linux; or a name that leads
     * to 127.0.0.1, such as {@code localhost}, and then the Sentinels resolve names and tell them.
     */
    public RedisLabBuilder announcedHost(String addressOrName) {
        this.announcedHost = Optional.of(addressOrName);
        return this;
    }

    /** Lines for the configuration of every node, such as {@code appendonly yes}. */
    public RedisLabBuilder nodeLines(String... lines) {
        everyNode.addAll(Arrays.asList(lines));
        return this;
    }

    /** Lines for the configuration of one node; 0 is the first master, 1 the first replica. */
    public RedisLabBuilder nodeLines(int node, String... lines) {
        oneNode.computeIfAbsent(count("node", node), n -> new ArrayList<>()).addAll(Arrays.asList(lines));
        return this;
    }

    /** Lines for the configuration of every Sentinel. */
    public RedisLabBuilder sentinelLines(String... lines) {
        everySentinel.addAll(Arrays.asList(lines));
        return this;
    }

    /**
     * Starts the servers, and returns when each replica is in step with the master, and each Sentinel knows each replica
     * and each other Sentinel.
     *
     * @throws LabException if that is not so within the start timeout, or a server ends; its message has the server's log
     */
    public RedisLab start() {
        return LabStart.start(new LabSpec(
                replicas,
                sentinels,
                masterName,
                server,
                startTimeout,
                new LabSpec.Timing(fastTimers, downAfter, failoverTimeout),
                new LabSpec.Access(credentials, sentinelCredentials, tls, announcedHost),
                new LabSpec.ExtraLines(everyNode, oneNode, everySentinel)));
    }

    private static int count(String name, int value) {
        if (value < 0 || value > MAX_SERVERS) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 0-" + MAX_SERVERS + ")");
        }
        return value;
    }

    private static Duration positive(String name, Duration value) {
        if (value.toMillis() <= 0) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 1 ms or more)");
        }
        return value;
    }
}
