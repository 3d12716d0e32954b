package dev.redisrouter.core.journey;

import dev.redisrouter.core.command.CommandSpec;
import dev.redisrouter.core.command.Kind;
import dev.redisrouter.core.resp.Request;
import dev.redisrouter.core.resp.RespWriter;
import dev.redisrouter.core.resp.Spoken;
import dev.redisrouter.core.session.Phase;
import dev.redisrouter.core.upstream.Listener;
import dev.redisrouter.core.upstream.ReplyTarget;
import dev.redisrouter.core.upstream.UpstreamConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one client listens to, and what the node says of it: messages pass at once, confirmations are counted until the
 * command that they answer is answered. Only on the client's event loop.
 */
final class Listening implements Listener {
    /*
     * The names are those that the node has confirmed, so they are what another node must be told when the connection is
     * lost. One command is confirmed once for each name; UNSUBSCRIBE without a name, once for each that was left of its
     * kind. In RESP2 messages and replies look alike, but a node that has subscriptions of a client answers nothing else
     * than messages, confirmations, pongs and errors, so the words decide.
     */

    /** A command with more names is told in several. */
    private static final int NAMES_PER_COMMAND = 1_000;

    private static final int TRACKING_KEPT = 64;

    private final Client client;
    private final ListeningMove move;
    private final Set<ByteBuffer> channels = new LinkedHashSet<>();
    private final Set<ByteBuffer> patterns = new LinkedHashSet<>();
    private final Set<ByteBuffer> shardChannels = new LinkedHashSet<>();
    private boolean monitoring;
    /** The commands that switched tracking on since it was last off. */
    private final List<TrackingCommand> tracking = new ArrayList<>();

    private final Redirection redirection;

    private boolean tooMuch;

    /** Confirmations that the oldest command has got so far. */
    private int confirmed;
    /** So many of them came before the connection was lost, and were passed on. */
    private int confirmedBefore;
    /** Confirmations that the oldest command of {@link #move} has got so far. */
    private int told;
    /** What {@link #aside} gets next is not for the client. */
    private boolean swallow;

    Listening(Client client, Worker worker) {
        this.client = client;
        this.move = new ListeningMove(client, worker, this);
        this.redirection = new Redirection(client, worker);
    }

    /** Where it goes when its connection is lost. */
    ListeningMove move() {
        return move;
    }

    /** True when nothing is listened to: the client is like any other again. */
    boolean isOver() {
        return !isSubscribed() && !monitoring && tracking.isEmpty();
    }

    /** True when the node has subscriptions of this client, as far as it has confirmed them. */
    boolean isSubscribed() {
        return !channels.isEmpty() || !patterns.isEmpty() || !shardChannels.isEmpty();
    }

    int channels() {
        return channels.size();
    }

    int patterns() {
        return patterns.size();
    }

    int shardChannels() {
        return shardChannels.size();
    }

    boolean monitors() {
        return monitoring;
    }

    /** True when the client is told what has become invalid in its cache. */
    boolean isTracking() {
        return !tracking.isEmpty();
    }

    /** True when that is about prefixes, whoever reads. */
    boolean isBroadcasting() {
        return tracking.stream().anyMatch(TrackingCommand::broadcasts);
    }

    /** Who is told of that instead. */
    Redirection redirection() {
        return redirection;
    }

    /** True when another client is told what has become invalid. */
    boolean redirects() {
        return isTracking() && redirection.target() != 0;
    }

    /** The node has switched tracking on with this command, or off: null. */
    void tracks(@Nullable TrackingCommand command) {
        redirection.to(command == null ? 0 : command.target());
        if (command == null) {
            tracking.clear();
        } else if (tracking.size() < TRACKING_KEPT) {
            tracking.add(command);
        } else {
            // it adds up prefixes without end: it shall not be told half of them to another node
            tooMuch = true;
        }
    }

    /** True when the client needs nothing of the connection but to be told what it listens to. */
    boolean canMove() {
        return client.session().phase() == Phase.LISTENING && !tooMuch;
    }

    /** A command is sent on the listening connection. */
    void sending(CommandSpec spec) {
        monitoring |= spec.kind() == Kind.MONITOR;
    }

    /** How a command on the listening connection is noted: with how often it will be confirmed. */
    static long note(Request request, CommandSpec spec) {
        int names = request.argumentCount() - 1;
        return switch (spec.kind()) {
            case SUBSCRIBE -> Note.confirmed(names);
            case UNSUBSCRIBE -> names == 0 ? Note.confirmed(Note.UNTIL_NONE_IS_LEFT) : Note.confirmed(names);
            default -> Note.PINNED;
        };
    }

    @Override
    public Beginning beginning(ByteBuf bytes, int start, int end) {
        Spoken spoken = spoken(bytes, start, end);
        return switch (spoken) {
            case MESSAGE -> isMessage(bytes, start) ? Beginning.ASIDE : Beginning.REPLY;
            case PUSH -> Beginning.ASIDE;
            case REPLY -> isMonitorLine(bytes, start) ? Beginning.ASIDE : Beginning.REPLY;
            case SUBSCRIBE, PSUBSCRIBE, SSUBSCRIBE, UNSUBSCRIBE, PUNSUBSCRIBE, SUNSUBSCRIBE -> Beginning.UNCLEAR;
        };
    }

    @Override
    public boolean isAside(@Nullable ReplyTarget oldest, long sequence, ByteBuf bytes, int start, int end) {
        swallow = false;
        Spoken spoken = spoken(bytes, start, end);
        return switch (spoken) {
            case MESSAGE -> isMessage(bytes, start);
            case PUSH -> true;
            case REPLY -> isMonitorLine(bytes, start);
            case SUBSCRIBE, PSUBSCRIBE, SSUBSCRIBE, UNSUBSCRIBE, PUNSUBSCRIBE, SUNSUBSCRIBE ->
                isEarlierConfirmation(spoken, oldest, sequence, bytes, start, end);
        };
    }

    /** In RESP3 an array is a reply, whatever stands in it. */
    private Spoken spoken(ByteBuf bytes, int start, int end) {
        boolean array = bytes.getByte(start) == '*';
        return array && client.session().profile().protocol() == 3 ? Spoken.REPLY : Spoken.of(bytes, start, end);
    }

    private boolean isMessage(ByteBuf bytes, int start) {
        return bytes.getByte(start) == '>' || isSubscribed();
    }

    /** What {@code MONITOR} reports begins with a time; no reply of Redis does. */
    private boolean isMonitorLine(ByteBuf bytes, int start) {
        int second = monitoring && bytes.getByte(start) == '+' ? bytes.getByte(start + 1) : 0;
        return second >= '0' && second <= '9';
    }

    /** Takes a confirmation in; false when it is the last one of the oldest command, and so its reply. */
    private boolean isEarlierConfirmation(
            Spoken spoken, @Nullable ReplyTarget oldest, long sequence, ByteBuf bytes, int start, int end) {
        boolean push = bytes.getByte(start) == '>';
        int expected = confirmationsOf(oldest, sequence);
        if (expected == 0 && !push) {
            return false;
        }
        Set<ByteBuffer> names = names(spoken);
        byte[] name = Spoken.name(bytes, start, end);
        if (name != null && isSubscription(spoken)) {
            names.add(ByteBuffer.wrap(name));
        } else if (name != null) {
            names.remove(ByteBuffer.wrap(name));
        }
        if (expected == 0) {
            return true;
        }
        return oldest == move ? isToldAgain(expected) : isConfirmedAgain(expected, names);
    }

    /** What {@link #move} has told is known to the client. */
    private boolean isToldAgain(int expected) {
        told = told + 1 == expected ? 0 : told + 1;
        swallow = true;
        return told > 0;
    }

    private boolean isConfirmedAgain(int expected, Set<ByteBuffer> names) {
        confirmed++;
        boolean untilNone = expected == Note.UNTIL_NONE_IS_LEFT;
        boolean last = untilNone ? names.isEmpty() : confirmed == expected;
        if (last) {
            confirmed = 0;
            confirmedBefore = 0;
        } else {
            swallow = !untilNone && confirmed <= confirmedBefore;
        }
        return !last;
    }

    private int confirmationsOf(@Nullable ReplyTarget oldest, long sequence) {
        if (oldest == move) {
            return (int) sequence;
        }
        return oldest == client.pinnedReplies()
                ? Note.confirmations(client.replies().note(sequence))
                : 0;
    }

    private static boolean isSubscription(Spoken spoken) {
        return spoken == Spoken.SUBSCRIBE || spoken == Spoken.PSUBSCRIBE || spoken == Spoken.SSUBSCRIBE;
    }

    private Set<ByteBuffer> names(Spoken spoken) {
        return switch (spoken) {
            case SUBSCRIBE, UNSUBSCRIBE -> channels;
            case PSUBSCRIBE, PUNSUBSCRIBE -> patterns;
            case SSUBSCRIBE, SUNSUBSCRIBE -> shardChannels;
            case MESSAGE, PUSH, REPLY ->
                throw new IllegalStateException("spoken: " + spoken + " (expected: a confirmation)");
        };
    }

    @Override
    public void aside(ByteBuf bytes, int start, int length) {
        UpstreamConnection pin = client.session().pin();
        if (!swallow && pin != null) {
            client.passAside(pin, bytes, start, length);
        }
    }

    @Override
    public void lost(UpstreamConnection from, String reason, boolean cutOff) {
        confirmedBefore = Math.max(confirmedBefore, confirmed);
        confirmed = 0;
        told = 0;
        move.connectionLost(from, reason, cutOff);
    }

    /** Tells another node everything; its confirmations come to {@link #move}. */
    void tell(UpstreamConnection pin) {
        pin.listen(this);
        tell(pin, "SUBSCRIBE", channels);
        tell(pin, "PSUBSCRIBE", patterns);
        tell(pin, "SSUBSCRIBE", shardChannels);
        if (monitoring) {
            send(pin, "MONITOR", List.of());
        }
        // the last one has decided for all who is told
        long told = redirects() ? redirection.number() : 0;
        for (TrackingCommand command : tracking) {
            ByteBuf bytes = command.forNode(told);
            pin.send(move, 0, bytes, 0, bytes.readableBytes());
        }
    }

    private void tell(UpstreamConnection pin, String command, Set<ByteBuffer> all) {
        List<ByteBuffer> names = List.copyOf(all);
        for (int from = 0; from < names.size(); from += NAMES_PER_COMMAND) {
            send(pin, command, names.subList(from, Math.min(names.size(), from + NAMES_PER_COMMAND)));
        }
    }

    private void send(UpstreamConnection pin, String command, List<ByteBuffer> names) {
        ByteBuf bytes = Unpooled.buffer();
        RespWriter.array(bytes, 1 + names.size());
        RespWriter.bulk(bytes, command);
        names.forEach(name -> RespWriter.bulk(bytes, Unpooled.wrappedBuffer(name), 0, name.remaining()));
        pin.send(move, names.size(), bytes, 0, bytes.readableBytes());
    }
}
