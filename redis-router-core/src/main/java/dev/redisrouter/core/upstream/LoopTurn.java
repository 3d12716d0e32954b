package dev.redisrouter.core.upstream;

import dev.redisrouter.core.clock.NanoClock;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One turn of an event loop: from the first thing that happens to the moment when everything that happened in it is
 * written. Writes are collected here, since a system call for every command would cost more than all the rest. Only on
 * the event loop.
 */
public final class LoopTurn {
    /*
     * Netty runs the tasks of a loop after it has served all channels that were ready, so a task queued at the first
     * event of a turn runs at its end. Nodes are written to before clients: their answers take longer.
     */

    private static final Logger LOG = LoggerFactory.getLogger(LoopTurn.class);

    /** Something that has to do at the end of the turn. */
    @FunctionalInterface
    public interface Writer {
        void write();
    }

    private final EventLoop loop;
    private final NanoClock clock;
    private final Runnable end = this::end;
    private final TwoLists toNodes = new TwoLists();
    private final TwoLists toClients = new TwoLists();
    private final TwoLists afterwards = new TwoLists();
    private boolean running;
    private long now;
    private long number;

    public LoopTurn(EventLoop loop, NanoClock clock) {
        this.loop = loop;
        this.clock = clock;
    }

    /** Called first by everything that the event loop calls; begins a turn unless one has begun. */
    public void begin() {
        if (!running) {
            running = true;
            number++;
            now = clock.nanos();
            loop.execute(end);
        }
    }

    /** When the turn began. */
    public long now() {
        return now;
    }

    /** Counts turns, from 1. */
    public long number() {
        return number;
    }

    /** Has this written once at the end of the turn; the caller asks once only. */
    void writeToNode(Writer writer) {
        begin();
        toNodes.add(writer);
    }

    /** Has this written once at the end of the turn, after the nodes; the caller asks once only. */
    public void writeToClient(Writer writer) {
        begin();
        toClients.add(writer);
    }

    /** Has this done once after everything is written; what it leads to belongs to the next turn. */
    public void afterwards(Writer task) {
        begin();
        afterwards.add(task);
    }

    private void end() {
        running = false;
        toNodes.runAll();
        toClients.runAll();
        afterwards.runAll();
    }

    /** A list that can be added to while it is worked off: what is added then is for the next time. */
    private static final class TwoLists {
        private List<Writer> open = new ArrayList<>();
        private List<Writer> closed = new ArrayList<>();

        void add(Writer writer) {
            open.add(writer);
        }

        void runAll() {
            List<Writer> now = open;
            open = closed;
            closed = now;
            for (int i = 0; i < now.size(); i++) {
                runOne(now.get(i));
            }
            now.clear();
        }

        /** One that fails must not keep the bytes of all others from being written. */
        private static void runOne(Writer writer) {
            try {
                writer.write();
            } catch (RuntimeException e) {
                LOG.error("loop-task-failed", e);
            }
        }
    }
}
