package dev.redisrouter.core.journey;

import dev.redisrouter.core.command.CommandSpec;
import dev.redisrouter.core.command.KeyHashes;
import dev.redisrouter.core.node.Node;
import dev.redisrouter.core.resp.Request;
import dev.redisrouter.core.session.Phase;
import dev.redisrouter.core.upstream.Profile;
import dev.redisrouter.core.upstream.SharedConnections;
import dev.redisrouter.core.upstream.UpstreamConnection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the router remembers of a client between its commands. Only on the client's event loop. */
final class Session {
    /** A transaction that writes more keys is taken to write any key. */
    private static final int KEYS_KEPT = 64;

    private static final int[] NO_KEYS = new int[0];

    private final Worker worker;
    private final long id;
    private final Guard guard;
    private Profile profile;
    private SharedConnections shared;
    private boolean ended;
    private Phase phase;
    private final Presence presence;
    private final ReplyMode replyMode = new ReplyMode();
    private @Nullable UpstreamConnection pin;
    private String user = Guard.DEFAULT_USER;
    private String name = "";
    private String libraryName = "";
    private String libraryVersion = "";

    /** Commands that the transaction has queued; meaningless outside of one. */
    private int queued;

    /** Keys that were named to be watched. */
    private int watchedKeys;

    private boolean queuedWrites;
    private boolean queuedDurable;

    /** What the transaction will change in the session. */
    private final List<QueuedChange> queuedChanges = new ArrayList<>();

    private boolean queuedSelect;

    /** A command was sent on the pin whose reply may change the session. */
    private boolean settling;

    /** The router's own answer to the current command, while it is gathered; null when there is none. */
    private @Nullable Answer awaited;

    /** Since when the client's current command waits for a node; 0 while it does not. */
    private long waitsSince;

    /** The error with which a node refused the profile that the current command asks for; null when none did. */
    private byte @Nullable [] refusal;

    /** Keys written on the pin since it was taken, whose writes count when a reply comes. */
    private int[] pinnedKeys = NO_KEYS;

    private int pinnedKeyCount;
    private boolean pinnedAnyKey;

    /** A command that may wait on the node was sent on the pin since it was taken. */
    private boolean pinnedWait;

    /** When that was. */
    private long waitBegan;

    /** What the client listens to; null while it does not. */
    private @Nullable Listening listening;

    /** The pin is not in the state any more in which it was taken, or may not be soon. */
    private boolean pinChanged;

    /** Somebody asked the node to unblock the pin. */
    private boolean pinUnblocked;

    Session(Worker worker, long id, Guard guard) {
        this.worker = worker;
        this.id = id;
        this.presence = new Presence(worker.turn().now());
        this.guard = guard;
        this.phase = firstPhase();
        this.profile = worker.defaultProfile();
        this.shared = worker.upstreams().join(profile);
    }

    long id() {
        return id;
    }

    private Phase firstPhase() {
        return guard.asks() ? Phase.UNAUTHENTICATED : Phase.OPEN;
    }

    Guard guard() {
        return guard;
    }

    /** Who the client is to whom it asks: the endpoint if that has users, else the nodes. */
    String user() {
        return guard.asks() ? user : profile.credentials().username().orElse(Guard.DEFAULT_USER);
    }

    /** The guard has let the client in. */
    void admitted(String as) {
        user = as;
        if (phase == Phase.UNAUTHENTICATED) {
            phase = Phase.OPEN;
        }
    }

    Profile profile() {
        return profile;
    }

    /** The connections that this client shares with others of its profile. */
    SharedConnections shared() {
        return shared;
    }

    void profile(Profile changed) {
        profile = changed;
        if (!ended) {
            SharedConnections left = shared;
            shared = worker.upstreams().join(changed);
            worker.upstreams().leave(left);
        }
    }

    Presence presence() {
        return presence;
    }

    ReplyMode replyMode() {
        return replyMode;
    }

    Phase phase() {
        return phase;
    }

    void phase(Phase next) {
        if (next.queues() && !phase.queues()) {
            queued = 0;
            queuedWrites = false;
            queuedDurable = false;
        }
        if (!next.queues()) {
            queuedChanges.clear();
            queuedSelect = false;
        }
        if (next == Phase.OPEN || next == Phase.LISTENING) {
            watchedKeys = 0;
        }
        phase = next;
    }

    /** The transaction has queued a command that will change the session. */
    void queues(QueuedChange change, boolean select) {
        queuedChanges.add(change);
        queuedSelect |= select;
    }

    List<QueuedChange> queuedChanges() {
        return queuedChanges;
    }

    /** None of the client's commands is looked at until it is {@link #settled} again. */
    void unsettled() {
        settling = true;
    }

    /** The session follows the pin when a reply comes; the pin is not what it was from then on. */
    void settles() {
        unsettled();
        pinChanged = true;
    }

    /** That reply has come, or will not come any more. */
    void settled() {
        settling = false;
    }

    /** True while what the session is depends on a reply that is due. */
    boolean settling() {
        return settling;
    }

    /** A command was queued by the transaction. */
    void queued(CommandSpec spec) {
        queued++;
        queuedWrites |= Pause.mayWrite(spec);
    }

    /** The transaction has queued a durable write. */
    void queuesDurable() {
        queuedDurable = true;
    }

    /** True when what the transaction will do is to be durable. */
    boolean queuedDurable() {
        return queuedDurable;
    }

    /** True when the transaction has queued a command that a pause of writes concerns. */
    boolean queuedWrites() {
        return queuedWrites;
    }

    /** How many commands wait for {@code EXEC}; -1 outside of a transaction. */
    int queuedCommands() {
        return phase.queues() || phase == Phase.ABORTED ? queued : -1;
    }

    /** So many keys more are watched. */
    void watches(int keys) {
        watchedKeys += keys;
    }

    /** How many keys are watched; one that was named twice counts twice. */
    int watchedKeys() {
        return watchedKeys;
    }

    String name() {
        return name;
    }

    void name(String changed) {
        name = changed;
    }

    String libraryName() {
        return libraryName;
    }

    void libraryName(String changed) {
        libraryName = changed;
    }

    String libraryVersion() {
        return libraryVersion;
    }

    void libraryVersion(String changed) {
        libraryVersion = changed;
    }

    /** The connection of this client's own; null when it has none. */
    @Nullable
    UpstreamConnection pin() {
        return pin;
    }

    /** Takes a pin to this node, unless the client has one already; null while the node is not to be tried. */
    @Nullable
    UpstreamConnection takePin(Node node) {
        UpstreamConnection taken = pin;
        if (taken == null) {
            taken = worker.upstreams().pins().take(node, profile);
            pin = taken;
        }
        return taken;
    }

    /** Gives the pin back when nothing needs it any more; true when the client has none from now on. */
    boolean releasePin() {
        UpstreamConnection held = pin;
        if (held == null) {
            return true;
        }
        if (phase.pinned() || held.busy()) {
            return false;
        }
        boolean clean = !pinChanged;
        forgetPin();
        if (clean) {
            worker.upstreams().pins().giveBack(held);
        } else {
            worker.upstreams().pins().discard(held);
        }
        return true;
    }

    /** Ends the pin, whatever state it is in. */
    void dropPin() {
        UpstreamConnection held = pin;
        if (held != null) {
            forgetPin();
            worker.upstreams().pins().discard(held);
        }
    }

    /** The client is gone. */
    void end() {
        ended = true;
        if (listening != null) {
            listening.redirection().close();
        }
        dropPin();
        worker.upstreams().leave(shared);
    }

    /** A pin that was closed while nothing was due on it is noticed at the next command. */
    void noticeLostPin() {
        UpstreamConnection held = pin;
        if (held != null && !held.open()) {
            pinLost(held);
        }
    }

    /** The pin is closed. */
    void pinLost(UpstreamConnection lost) {
        if (pin == lost) {
            forgetPin();
            phase(phase.afterPinLost());
        }
    }

    /** What the client listens to; null while it does not. */
    @Nullable
    Listening listening() {
        return listening;
    }

    /** Who is told of what becomes invalid in the client's cache; null when it is the client itself, or has none. */
    @Nullable
    Redirection redirection() {
        return listening != null && listening.redirects() ? listening.redirection() : null;
    }

    /** The client listens from now on, to what it will say. */
    void listen(Listening to) {
        listening = to;
        phase(phase.alsoListening());
    }

    /** The client is like any other from now on. */
    void stopListening() {
        if (listening != null) {
            listening.redirection().close();
            listening = null;
            phase(Phase.OPEN);
            // it may speak unasked
            dropPin();
        }
    }

    private void forgetPin() {
        pin = null;
        pinnedKeys = NO_KEYS;
        pinnedKeyCount = 0;
        pinnedAnyKey = false;
        pinnedWait = false;
        pinChanged = false;
        pinUnblocked = false;
    }

    /** The node is asked to unblock the pin; when it does so is not known, so nobody else may have it afterwards. */
    void pinUnblocked() {
        pinUnblocked = true;
        pinChanged = true;
    }

    /** True when an {@code -UNBLOCKED} from the pin says nothing about the node. */
    boolean unblockedByClient() {
        return pinUnblocked;
    }

    /** Remembers that a command on the pin may write any key. */
    void pinnedWriteOfAnyKey() {
        pinnedAnyKey = true;
    }

    /** Remembers what a command on the pin may write. */
    void pinnedWrite(Request request, CommandSpec spec) {
        pinnedWrite(request, spec, !spec.keysUnknown());
    }

    /** @param namesItsKeys false when its keys cannot be told from the request as far as it is here */
    void pinnedWrite(Request request, CommandSpec spec, boolean namesItsKeys) {
        KeyHashes keys = worker.keys();
        boolean known = namesItsKeys && !queuedSelect;
        int count = known ? keys.read(request, spec, profile.database()) : KeyHashes.UNKNOWN;
        if (count == KeyHashes.UNKNOWN || pinnedKeyCount + count > KEYS_KEPT) {
            pinnedAnyKey = true;
            return;
        }
        if (pinnedKeys.length < pinnedKeyCount + count) {
            pinnedKeys = Arrays.copyOf(pinnedKeys, Math.max(8, 2 * (pinnedKeyCount + count)));
        }
        for (int i = 0; i < count; i++) {
            pinnedKeys[pinnedKeyCount++] = keys.hash(i);
        }
    }

    /** Remembers that a command on the pin may wait there, and since when its client waits. */
    void pinnedWait(long since) {
        pinnedWait = true;
        waitBegan = since;
    }

    /** When the command that is {@link #blocked} was first sent. */
    long waitBegan() {
        return waitBegan;
    }

    /** True when nobody knows when the next reply will come: the client listens, or may be blocked. */
    boolean waitsForLong() {
        return phase.listening() || pinnedWait;
    }

    /** True while a command that may wait on the node has no reply yet. */
    boolean blocked() {
        return pinnedWait && !phase.listening() && pin != null && pin.busy();
    }

    /** Whatever was written on the pin so far may have been executed by now. */
    void pinnedWritesDone(long now) {
        if (pinnedAnyKey) {
            worker.ledger().wroteUnknown(now);
        }
        for (int i = 0; i < pinnedKeyCount; i++) {
            worker.ledger().wrote(pinnedKeys[i], now);
        }
    }

    /** Nothing is due on the pin, and nothing that was written on it will be executed later. */
    void pinnedWritesOver() {
        pinnedKeyCount = 0;
        pinnedAnyKey = false;
    }

    /** Since when the client's current command waits for a node: from now on, if it did not wait before. */
    long waitsSince(long now) {
        if (waitsSince == 0) {
            waitsSince = now;
        }
        return waitsSince;
    }

    /** The client's current command was sent or answered. */
    void taken() {
        waitsSince = 0;
        awaited = null;
        replyMode.next();
    }

    void refusal(byte @Nullable [] error) {
        refusal = error;
    }

    /** The current command's answer is gathered from elsewhere; null when it is no more. */
    void awaits(@Nullable Answer answer) {
        awaited = answer;
    }

    @Nullable
    Answer awaited() {
        return awaited;
    }

    /** The refusal of the current command's profile, once. */
    byte @Nullable [] takeRefusal() {
        byte[] error = refusal;
        refusal = null;
        return error;
    }

    /** As for a client that has just connected, the id apart. */
    void reset() {
        stopListening();
        phase(firstPhase());
        dropPin();
        replyMode.reset();
        profile(worker.defaultProfile());
        user = Guard.DEFAULT_USER;
        name = "";
    }
}
