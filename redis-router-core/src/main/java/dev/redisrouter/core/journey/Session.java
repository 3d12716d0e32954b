package dev.redisrouter.core.journey;

import dev.redisrouter.core.command.CommandSpec;
import dev.redisrouter.core.command.KeyHashes;
import dev.redisrouter.core.command.Kind;
import dev.redisrouter.core.node.Node;
import dev.redisrouter.core.resp.Request;
import dev.redisrouter.core.session.Phase;
import dev.redisrouter.core.upstream.Profile;
import dev.redisrouter.core.upstream.SharedConnections;
import dev.redisrouter.core.upstream.UpstreamConnection;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the router remembers of a client between its commands. Only on the client's event loop. */
final class Session {
    /** A transaction that writes more keys is taken to write any key. */
    private static final int KEYS_KEPT = 64;

    /** The reply to a write is taken to come within this time when nobody reads it on its way. */
    private static final long UNREAD_REPLY_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final int[] NO_KEYS = new int[0];

    private final Worker worker;
    private final long id;
    private final Guard guard;
    private Profile profile;
    private SharedConnections shared;
    private Phase phase;
    private @Nullable UpstreamConnection pin;
    private String user = Guard.DEFAULT_USER;
    private String name = "";
    private String libraryName = "";
    private String libraryVersion = "";

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

    /** A {@code SELECT} was passed on unread, so that nobody knows in which database the pin is. */
    private boolean passedSelect;

    Session(Worker worker, long id, Guard guard) {
        this.worker = worker;
        this.id = id;
        this.guard = guard;
        this.phase = firstPhase();
        this.profile = worker.defaultProfile();
        this.shared = worker.upstreams().shared(profile);
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
        shared = worker.upstreams().shared(changed);
    }

    Phase phase() {
        return phase;
    }

    void phase(Phase next) {
        phase = next;
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
        forgetPin();
        worker.upstreams().pins().giveBack(held);
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
            phase = phase.afterPinLost();
        }
    }

    private void forgetPin() {
        pin = null;
        pinnedKeys = NO_KEYS;
        pinnedKeyCount = 0;
        pinnedAnyKey = false;
        pinnedWait = false;
        passedSelect = false;
    }

    /** Remembers what a command on the pin may write. */
    void pinnedWrite(Request request, CommandSpec spec) {
        KeyHashes keys = worker.keys();
        int count = spec.keysUnknown() ? KeyHashes.UNKNOWN : keys.read(request, spec, profile.database());
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

    /** A command whose reply will be passed on unread: a write counts as if its reply came as late as it may. */
    void passing(Request request, CommandSpec spec) {
        passedSelect |= spec.kind() == Kind.SELECT;
        if (!spec.writes() && spec.kind() != Kind.EXEC) {
            return;
        }
        long latest = worker.clock().nanos() + UNREAD_REPLY_NANOS;
        KeyHashes keys = worker.keys();
        boolean known = spec.writes() && !spec.keysUnknown() && !passedSelect;
        int count = known ? keys.read(request, spec, profile.database()) : KeyHashes.UNKNOWN;
        if (count == KeyHashes.UNKNOWN) {
            worker.ledger().wroteUnknown(latest);
        }
        for (int i = 0; i < count; i++) {
            worker.ledger().wrote(keys.hash(i), latest);
        }
    }

    /** Remembers that a command on the pin may wait there. */
    void pinnedWait() {
        pinnedWait = true;
    }

    /** True when nobody knows when the next reply will come: the client listens, or may be blocked. */
    boolean waitsForLong() {
        return phase == Phase.RAW || pinnedWait;
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

    /** Since when the client's current command waits for a node: from now on, if it did not wait before. */
    long waitsSince(long now) {
        if (waitsSince == 0) {
            waitsSince = now;
        }
        return waitsSince;
    }

    /** The client's current command was sent or answered. */
    void waitIsOver() {
        waitsSince = 0;
    }

    void refusal(byte @Nullable [] error) {
        refusal = error;
    }

    /** The refusal of the current command's profile, once. */
    byte @Nullable [] takeRefusal() {
        byte[] error = refusal;
        refusal = null;
        return error;
    }

    /** As for a client that has just connected, the id apart. */
    void reset() {
        // first: a client in RAW is closed with its pin
        phase = firstPhase();
        dropPin();
        profile(worker.defaultProfile());
        user = Guard.DEFAULT_USER;
        name = "";
    }
}
