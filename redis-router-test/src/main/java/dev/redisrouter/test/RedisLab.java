package dev.redisrouter.test;

import dev.redisrouter.RouterConfig;
import dev.redisrouter.config.Credentials;
import dev.redisrouter.config.SentinelConfig;
import dev.redisrouter.config.SourceConfig;
import dev.redisrouter.config.TlsConfig;
import dev.redisrouter.test.process.Keeper;
import dev.redisrouter.test.process.ReservedPorts;
import dev.redisrouter.test.tls.SelfSigned;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real master, its replicas and their Sentinels, each a process on a port of its own.
 *
 * <pre>{@code
 * try (RedisLab lab = RedisLab.builder().replicas(2).sentinels(3).start()) {
 *     LabNode old = lab.master();
 *     old.pause();                                                       // SIGSTOP: the master hangs
 *     LabNode promoted = lab.awaitMasterOtherThan(old, Duration.ofSeconds(10));
 *     old.resume();
 *     lab.awaitSettled(Duration.ofSeconds(20));                          // it is a replica of the new one now
 * }
 * }</pre>
 *
 * <p>Closing it ends its processes and removes its files; so does the end of this JVM, by whatever cause, a SIGKILL
 * included. It needs {@code sh}, and runs on Linux and macOS.
 *
 * <p>Thread-safe; several labs do not disturb each other.
 */
public final class RedisLab implements AutoCloseable {
    private static final Duration HEAL_TIMEOUT = Duration.ofSeconds(60);

    private final LabSpec spec;
    private final Keeper keeper;
    private final ReservedPorts ports;
    private final List<LabNode> nodes;
    private final List<LabNode> sentinels;
    private final @Nullable SelfSigned tls;
    private final LabView view;

    RedisLab(
            LabSpec spec,
            Keeper keeper,
            ReservedPorts ports,
            List<LabNode> nodes,
            List<LabNode> sentinels,
            @Nullable SelfSigned tls) {
        this.spec = spec;
        this.keeper = keeper;
        this.ports = ports;
        this.nodes = nodes;
        this.sentinels = sentinels;
        this.tls = tls;
        this.view = new LabView(nodes, sentinels, spec.masterName());
    }

    /** A lab to be described. */
    public static RedisLabBuilder builder() {
        return new RedisLabBuilder();
    }

    /** All nodes, master and replicas, in the order of their names; the first was the first master. */
    public List<LabNode> nodes() {
        return nodes;
    }

    /** All Sentinels. */
    public List<LabNode> sentinels() {
        return sentinels;
    }

    /**
     * The node that every running Sentinel names, and that says itself that it is the master.
     *
     * @throws LabException if there is none at this moment, as during a failover
     */
    public LabNode master() {
        return view.agreedMaster().orElseThrow(() -> new LabException("master: none that all agree on in " + this));
    }

    /**
     * The nodes that are not the {@link #master}, dead or alive.
     *
     * @throws LabException if there is no master at this moment
     */
    public List<LabNode> replicas() {
        LabNode master = master();
        return nodes.stream().filter(node -> node != master).toList();
    }

    /** The master's name in Sentinel. */
    public String masterName() {
        return spec.masterName();
    }

    /** What a client says to the nodes. */
    public Credentials credentials() {
        return spec.access().nodes();
    }

    /** What a client says to the Sentinels. */
    public Credentials sentinelCredentials() {
        return spec.access().sentinels();
    }

    /** Where the servers have their configuration, logs and data, each in a directory of its own name; gone when closed. */
    public Path directory() {
        return keeper.directory();
    }

    /** The certificate as PEM that every server shows; empty without TLS. */
    public Optional<Path> certificate() {
        return Optional.ofNullable(tls).map(SelfSigned::certificate);
    }

    /**
     * {@code redis-sentinel://[[user:]password@]host:port,…#masterName}, with the nodes' credentials, percent-encoded.
     *
     * @throws IllegalStateException in a lab without Sentinels
     */
    public String sentinelUri() {
        if (sentinels.isEmpty()) {
            throw new IllegalStateException("sentinels: 0 (expected: 1 or more for a Sentinel URI)");
        }
        String scheme = tls == null ? "redis-sentinel://" : "rediss-sentinel://";
        String hosts = sentinels.stream().map(s -> s.address().toString()).collect(Collectors.joining(","));
        String password =
                credentials().password().map(p -> ":" + encoded(p) + "@").orElse("");
        return scheme + credentials().username().map(RedisLab::encoded).orElse("") + password + hosts + "#"
                + masterName();
    }

    /** A router for this lab: over its Sentinels, or over the list of its nodes when there are none, with all credentials and TLS. */
    public RouterConfig routerConfig() {
        SourceConfig source = sentinels.isEmpty()
                ? new SourceConfig.StaticNodes(
                        nodes.stream().map(LabNode::address).toList())
                : SentinelConfig.of(sentinels.stream().map(LabNode::address).toList(), masterName())
                        .credentials(sentinelCredentials());
        RouterConfig config = RouterConfig.of(source).nodes(nodes -> nodes.credentials(credentials()));
        if (tls == null) {
            return config;
        }
        TlsConfig trusting = TlsConfig.defaults().trusted(tls.certificate());
        RouterConfig secured = config.nodes(nodes -> nodes.tls(trusting));
        return sentinels.isEmpty() ? secured : secured.sentinel(sentinel -> sentinel.tls(trusting));
    }

    /**
     * {@code SENTINEL FAILOVER}: has another master elected at once, without a fault. Returns when it has begun.
     *
     * @throws LabException if the Sentinel refuses, such as with {@code NOGOODSLAVE}
     */
    public void triggerFailover() {
        LabNode sentinel = sentinels.stream()
                .filter(LabNode::isRunning)
                .findFirst()
                .orElseThrow(() -> new LabException("failover: no running Sentinel in " + this));
        sentinel.command("SENTINEL", "FAILOVER", masterName());
    }

    /**
     * Returns when {@code node} is the {@link #master}.
     *
     * @throws LabException if that is not so within {@code timeout}
     */
    public void awaitMaster(LabNode node, Duration timeout) {
        Awaiting.some("master " + node, timeout, () -> view.agreedMaster().filter(master -> master == node));
    }

    /**
     * Returns the {@link #master} as soon as it is another than {@code old}.
     *
     * @throws LabException if there is none within {@code timeout}
     */
    public LabNode awaitMasterOtherThan(LabNode old, Duration timeout) {
        return Awaiting.some(
                "master other than " + old, timeout, () -> view.agreedMaster().filter(master -> master != old));
    }

    /**
     * Returns when the running servers are of one mind: one master, every other node its replica with an open link, and each
     * Sentinel sees all of them, and the other Sentinels, up. Servers that are paused or dead are left out.
     *
     * @throws LabException if that is not so within {@code timeout}; its message says who disagreed
     */
    public void awaitSettled(Duration timeout) {
        Awaiting.noComplaints("settled " + this, timeout, view::complaints);
    }

    /**
     * Undoes every fault: resumes the paused, starts the dead, and waits until all are settled; quick when nothing is wrong.
     *
     * @throws LabException if they are not settled within 60 s
     */
    public void heal() {
        List<LabNode> all = Stream.concat(nodes.stream(), sentinels.stream()).toList();
        all.forEach(LabNode::resume);
        all.stream().filter(server -> !server.isAlive()).forEach(LabNode::restart);
        awaitSettled(HEAL_TIMEOUT);
    }

    /**
     * Empties every database; returns when the running replicas have done so too.
     *
     * @throws LabException if there is no master at this moment, or a replica does not follow within 5 s
     */
    public void flush() {
        LabNode master = master();
        long followers = nodes.stream()
                .filter(node -> node != master && node.isRunning())
                .count();
        String reached = master.visit("FLUSHALL", client -> {
            client.call("FLUSHALL");
            return String.valueOf(client.call("WAIT", Long.toString(followers), "4000"));
        });
        if (Long.parseLong(reached) < followers) {
            throw new LabException("flush: " + reached + " replicas followed (expected: " + followers + ") in " + this);
        }
    }

    /**
     * Kills the servers and removes their files; returns when both is done. Idempotent.
     *
     * @throws LabException if something is left behind
     */
    @Override
    public void close() {
        try {
            keeper.close();
            // the keeper has killed them; this JVM, whose children they are, hears of it a little later
            Stream.concat(nodes.stream(), sentinels.stream()).forEach(LabNode::awaitExit);
        } catch (IOException e) {
            throw new LabException("the lab did not close: " + e.getMessage(), e);
        } finally {
            ports.close();
        }
    }

    /** {@code RedisLab[node-0[127.0.0.1:10000, running], …]}. */
    @Override
    public String toString() {
        return "RedisLab" + Stream.concat(nodes.stream(), sentinels.stream()).toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
