package dev.redisrouter.test;

import dev.redisrouter.test.process.Keeper;
import dev.redisrouter.test.process.ServerProcess;
import dev.redisrouter.test.resp.ErrorReply;
import dev.redisrouter.topology.NodeAddress;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One server of a {@link RedisLab}: a node or a Sentinel, a process of its own.
 *
 * <p>Thread-safe. The methods that change the process run one at a time and return when the change is there; the others
 * wait for nothing but the server's answer.
 */
public final class LabNode {
    private static final Logger LOG = LoggerFactory.getLogger(RedisLab.class);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(5);

    private final LabServer server;
    private final Keeper keeper;
    private final List<String> command;
    private final Door door;
    private final AtStart atStart;
    private final ServerLog log;

    /** Written under this object's monitor. */
    private volatile @Nullable ServerProcess process;

    /** Written under this object's monitor. */
    private volatile boolean paused;

    LabNode(LabServer server, Keeper keeper, List<String> command, Door door, AtStart atStart) {
        this.server = server;
        this.keeper = keeper;
        this.command = command;
        this.door = door;
        this.atStart = atStart;
        this.log = new ServerLog(server.log(), door::masked);
    }

    /** {@code node-0}, the first master, {@code node-1} and so on, or {@code sentinel-0} and so on. */
    public String name() {
        return server.name();
    }

    /** 127.0.0.1. */
    public String host() {
        return server.address().host();
    }

    /** The port, the same after a restart. */
    public int port() {
        return server.address().port();
    }

    /** Where it listens for the test. */
    public NodeAddress address() {
        return server.address();
    }

    /** Where Sentinel says that it is; {@link #address} unless the lab has an announced host. */
    public NodeAddress announcedAddress() {
        return server.announced();
    }

    /** The process id of the present or last run. */
    public long pid() {
        return present().pid();
    }

    /** True while the process is there, paused or not. */
    public boolean isAlive() {
        ServerProcess present = process;
        return present != null && present.isAlive();
    }

    public boolean isPaused() {
        return paused && isAlive();
    }

    /** True while the process is there and not paused. */
    public boolean isRunning() {
        return isAlive() && !paused;
    }

    /**
     * Stops the process with SIGSTOP: its connections stay open, the system still accepts new ones in its name, and nobody
     * answers. No effect on a paused one.
     *
     * @throws LabException if the process is gone
     */
    public synchronized void pause() {
        doing("pause", () -> present().pause());
        paused = true;
    }

    /** Lets a paused process go on with SIGCONT; no effect on one that is not paused. */
    public synchronized void resume() {
        if (isPaused()) {
            doing("resume", () -> present().resume());
        }
        paused = false;
    }

    /**
     * Lets the server hang for this long with {@code DEBUG SLEEP}, as a slow command does: nobody is answered until it is
     * over, then everybody. Returns as soon as that is sent. From Redis 7.0 on it needs {@code enable-debug-command yes}
     * among the node's lines.
     *
     * @throws LabException if the server does not take it
     */
    public void hang(Duration duration) {
        String seconds = BigDecimal.valueOf(duration.toMillis(), 3).toString();
        visit("DEBUG", client -> {
            // the answer to the second comes too late to tell that it was refused
            client.call("DEBUG", "SLEEP", "0");
            client.send("DEBUG", "SLEEP", seconds);
            return true;
        });
    }

    /** Kills the process with SIGKILL, as a crash; no effect on one that is gone. */
    public synchronized void kill() {
        doing("kill", () -> present().kill());
        paused = false;
    }

    /** Asks the process to end with SIGTERM, after it has served its replicas; no effect on one that is gone. */
    public synchronized void stop() {
        resume();
        doing("stop", () -> present().terminate());
    }

    /** Returns when a process that was killed by somebody else is gone. */
    void awaitExit() {
        ServerProcess present = process;
        if (present != null) {
            doing("end", present::awaitExit);
        }
    }

    /**
     * Starts the server again, on the same port and with the configuration it had, after stopping it when it is alive;
     * returns when it answers.
     *
     * <p>The lab's nodes have no persistence unless its lines say so: one that Sentinel still takes for the master comes
     * back empty, and empties its replicas.
     */
    public synchronized void restart() {
        if (isAlive()) {
            stop();
        }
        launch();
        awaitAnswer(START_TIMEOUT);
    }

    /**
     * Sends one command, on a connection of its own that has said its {@code AUTH}.
     *
     * @return {@link String}, {@link Long}, {@link List} of these, or null
     * @throws LabException if there is no answer within 5 s, or an error, whose text is in the message
     */
    public @Nullable Object command(String... words) {
        return visit(words[0], client -> Optional.ofNullable(client.call(words)))
                .orElse(null);
    }

    /** One field of {@code INFO}, such as {@code master_link_status}; empty when the server does not tell it. */
    public String info(String field) {
        return Door.field(command("INFO"), field);
    }

    /** The first element of {@code ROLE}: {@code master}, {@code slave} or {@code sentinel}. */
    public String role() {
        return command("ROLE") instanceof List<?> role && !role.isEmpty() ? String.valueOf(role.get(0)) : "";
    }

    /** What the server has logged in all its runs. */
    public String log() {
        return log.all();
    }

    /** {@code node-0[127.0.0.1:10000, running]}. */
    @Override
    public String toString() {
        return name() + "[" + address() + ", " + (isRunning() ? "running" : isPaused() ? "paused" : "down") + "]";
    }

    Door door() {
        return door;
    }

    /** Several commands on one connection; an answer may take 5 s. */
    <T> T visit(String what, Door.Visit<T> visit) {
        try {
            return door.visit(COMMAND_TIMEOUT, visit);
        } catch (ErrorReply e) {
            throw new LabException(this + " answered to " + what + ": " + e.text(), e);
        } catch (IOException e) {
            throw new LabException(this + " did not answer to " + what + ": " + e.getMessage(), e);
        }
    }

    /** Starts the process and does not wait for it. */
    synchronized void launch() {
        doing("start", () -> {
            log.mark();
            process = ServerProcess.start(keeper, name(), command, log.file());
        });
        paused = false;
    }

    /** Returns when this very process answers, and has been told what it is told at each start. */
    synchronized void awaitAnswer(Duration timeout) {
        new FirstAnswer(this, door, log).await(timeout);
        List<String> refused = visit("its first commands", atStart::say);
        if (!refused.isEmpty()) {
            LOG.info("redis-lab refused server={} commands={}", name(), refused);
        }
    }

    private ServerProcess present() {
        return Objects.requireNonNull(process, "launched before the lab is given away");
    }

    private void doing(String what, Action action) {
        try {
            action.run();
        } catch (IOException e) {
            throw new LabException(this + " could not " + what + ": " + e.getMessage(), e);
        }
    }

    private interface Action {
        void run() throws IOException;
    }
}
