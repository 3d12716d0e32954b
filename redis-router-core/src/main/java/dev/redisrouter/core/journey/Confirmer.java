package dev.redisrouter.core.journey;

import dev.redisrouter.core.upstream.LoopTurn;
import dev.redisrouter.core.upstream.UpstreamConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Finds out, for one master, when replicas have what it has executed. Only on its event loop. */
final class Confirmer {
    /*
     * A mark (WaitMark) and then WAIT, sent when the replies to writes have arrived, speak for all of these, on whatever
     * connections they were: one question for as many as come together, and no connection waits that clients share.
     *
     * One question at a time. What comes meanwhile waits for the next one, which is put as soon as the answer is there.
     *
     * The connection was open before such a write was sent and is open when the answer comes, so it was one process that
     * executed the write and counted its replicas: one that was started anew meanwhile would speak of other offsets.
     */
    /** How long after its time an answer may come. */
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** What waits for replicas. */
    interface Unconfirmed {
        /** When its reply arrived, by the router's clock. */
        long since();

        void confirmed();

        /** @param why the router's error, without its first word */
        void failed(String why);
    }

    private final Worker worker;
    private final UpstreamConnection connection;
    private final IntSupplier required;
    private final long timeoutNanos;
    private final LoopTurn.Writer question = this::ask;

    /** Oldest first. */
    private List<Unconfirmed> arrived = new ArrayList<>();

    private List<Unconfirmed> asked = new ArrayList<>();
    private boolean questionQueued;
    private long questions;
    /** What the node said instead of taking the mark; empty when it took it. */
    private String markRefused = "";
    /** How many replicas the question is about. */
    private int replicas;

    /** @param required how many replicas must have a write, asked with every question */
    Confirmer(Worker worker, UpstreamConnection connection, IntSupplier required, long timeoutNanos) {
        this.worker = worker;
        this.connection = connection;
        this.required = required;
        this.timeoutNanos = timeoutNanos;
    }

    UpstreamConnection connection() {
        return connection;
    }

    /** Takes something that the master has executed. */
    void take(Unconfirmed write) {
        if (!connection.open()) {
            write.failed(lost());
            return;
        }
        arrived.add(write);
        askSoon();
    }

    private void askSoon() {
        if (asked.isEmpty() && !arrived.isEmpty() && !questionQueued) {
            questionQueued = true;
            worker.turn().afterwards(question);
        }
    }

    private void ask() {
        questionQueued = false;
        if (!connection.open() || arrived.isEmpty()) {
            failAll();
            return;
        }
        List<Unconfirmed> none = asked;
        asked = arrived;
        arrived = none;
        replicas = required.getAsInt();
        long left = asked.get(0).since() + timeoutNanos - worker.clock().nanos();
        // 0 would wait without end
        long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(left));
        WaitMark.send(connection, new NodeCall(this::marked));
        NodeCall.send(connection, this::answered, "WAIT", Integer.toString(replicas), Long.toString(millis));
        long question = ++questions;
        worker.loop().schedule(() -> unanswered(question), Math.max(left, 0) + GRACE_NANOS, TimeUnit.NANOSECONDS);
    }

    /** A node that hangs, or is not there any more, says nothing even when the time of WAIT is over. */
    private void unanswered(long question) {
        if (question == questions && !asked.isEmpty()) {
            worker.turn().begin();
            connection.close("no answer to WAIT");
        }
    }

    /** @param reply to the mark; null when the connection was lost, and with it the question */
    private void marked(byte @Nullable [] reply) {
        String refusal = reply == null ? "" : refusal(reply);
        // before 7.0 PING was mark enough
        markRefused = refusal.startsWith("ERR unknown command") ? "" : refusal;
    }

    /** @param reply to {@code WAIT}; null when the connection was lost */
    private void answered(byte @Nullable [] reply) {
        if (reply == null) {
            failAll();
            return;
        }
        List<Unconfirmed> answered = takeAsked();
        String refusal = refusal(reply);
        if (!refusal.isEmpty()) {
            answered.forEach(write -> write.failed("and then WAIT was answered: " + refusal));
            worker.feedback().doubt(connection.node(), "WAIT was refused");
        } else if (!markRefused.isEmpty()) {
            String why = "and then SPUBLISH was answered: " + markRefused;
            answered.forEach(write -> write.failed(why));
        } else {
            // ":<replicas>\r\n"
            judge(answered, Integer.parseInt(line(reply)));
        }
        askSoon();
    }

    private void judge(List<Unconfirmed> answered, int have) {
        if (have >= replicas) {
            answered.forEach(Unconfirmed::confirmed);
        } else {
            failOverdue(answered, have);
        }
    }

    /** The words of an error; empty for any other reply. */
    private static String refusal(byte[] reply) {
        return reply[0] == '-' ? line(reply) : "";
    }

    private static String line(byte[] reply) {
        return new String(reply, 1, reply.length - 1, StandardCharsets.UTF_8).strip();
    }

    /** The oldest has waited for its time; what is younger is asked for again, before what came later. */
    private void failOverdue(List<Unconfirmed> answered, int have) {
        long now = worker.clock().nanos();
        int overdue = 0;
        while (overdue < answered.size() && now - answered.get(overdue).since() >= timeoutNanos) {
            overdue++;
        }
        arrived.addAll(0, answered.subList(overdue, answered.size()));
        for (Unconfirmed write : answered.subList(0, overdue)) {
            write.failed("and within " + TimeUnit.NANOSECONDS.toMillis(timeoutNanos) + " ms " + have + " of the "
                    + replicas + " replicas that must have it confirmed it");
        }
    }

    private void failAll() {
        List<Unconfirmed> lost = new ArrayList<>(takeAsked());
        lost.addAll(arrived);
        arrived.clear();
        lost.forEach(write -> write.failed(lost()));
    }

    private String lost() {
        return "and was lost before " + required.getAsInt() + " replicas had confirmed it";
    }

    private List<Unconfirmed> takeAsked() {
        List<Unconfirmed> taken = asked;
        asked = new ArrayList<>();
        return taken;
    }
}
