package dev.redisrouter.core.journey;

import dev.redisrouter.core.node.Node;
import dev.redisrouter.core.resp.RespWriter;
import dev.redisrouter.core.upstream.Listener;
import dev.redisrouter.core.upstream.Profile;
import dev.redisrouter.core.upstream.ReplyTarget;
import dev.redisrouter.core.upstream.UpstreamConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@code CLIENT TRACKING ON REDIRECT}: what becomes invalid in one client's cache is told to another client, on any event
 * loop. Only on the event loop of the client that tracks.
 */
final class Redirection {
    /*
     * The node must be given a connection that it knows. The one on which the other client is served has no such meaning:
     * it may be shared, may lead to a replica, and changes. So the node speaks on a connection of this client's own, in
     * RESP3, and what it says there is passed on.
     */
    private static final byte[] INVALIDATE = ascii(">2\r\n$10\r\ninvalidate\r\n");

    /** The channel on which Redis tells a subscriber that has no push messages. */
    private static final String CHANNEL = "__redis__:invalidate";

    private static final byte[] MESSAGE = ascii("*3\r\n$7\r\nmessage\r\n$20\r\n" + CHANNEL + "\r\n");
    private static final byte[] SUBSCRIBED = ascii(">3\r\n$9\r\nsubscribe\r\n");

    private static final byte[] EVERYTHING = ascii("_\r\n");
    private static final byte[] EVERYTHING_IN_RESP2 = ascii("$-1\r\n");

    private final Client client;
    private final Worker worker;

    private long target;
    private boolean broken;
    private @Nullable Link link;
    private byte @Nullable [] refusal;
    private Runnable then = () -> {};

    Redirection(Client client, Worker worker) {
        this.client = client;
        this.worker = worker;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The id of the client that is told; 0 for none. */
    long target() {
        return target;
    }

    /** True when that client was found to be gone. */
    boolean broken() {
        return broken;
    }

    /** From now on this client is told; 0 for none. */
    void to(long id) {
        if (id == 0) {
            close();
        }
        target = id;
        broken = false;
        if (link != null) {
            link.target = id;
        }
    }

    /** True when this node has a connection to speak on. */
    boolean reaches(Node node) {
        return link != null && link.leadsTo(node) && link.number != 0;
    }

    /** The number that the node has given to that connection; 0 unless it is {@linkplain #reaches reached}. */
    long number() {
        return link == null ? 0 : link.number;
    }

    /** The error with which the node refused such a connection, once; null when it did not. */
    byte @Nullable [] takeRefusal() {
        byte[] error = refusal;
        refusal = null;
        return error;
    }

    /**
     * Gives the node a connection to speak on.
     *
     * @param then run later, when there is one or cannot be; of several only that of the last call
     * @return false when the node is not to be tried now
     */
    boolean connect(Node node, Runnable then) {
        this.then = then;
        if (link != null && link.leadsTo(node)) {
            return true;
        }
        close();
        Profile profile = new Profile(0, client.session().profile().credentials(), 3);
        UpstreamConnection opened = worker.upstreams().pins().take(node, profile);
        if (opened == null) {
            return false;
        }
        link = new Link(opened, target);
        link.begin();
        return true;
    }

    /** The node speaks no more, but for what it has said already. */
    void close() {
        Link closed = link;
        link = null;
        if (closed != null) {
            closed.end();
        }
    }

    /** What the node says about tracking, with the client's id for the number of the connection. */
    ByteBuf shown(byte[] reply) {
        String shown = new String(reply, StandardCharsets.ISO_8859_1);
        String told = ":" + number() + "\r\n";
        int at = shown.indexOf(told);
        if (number() == 0 || at < 0) {
            return Unpooled.wrappedBuffer(reply);
        }
        shown = shown.substring(0, at) + ":" + target + "\r\n" + shown.substring(at + told.length());
        String flags = "$5\r\nflags\r\n";
        int count = shown.indexOf(flags) + flags.length() + 1;
        int next = shown.indexOf("$8\r\nredirect\r\n");
        if (broken && next > 0) {
            int end = shown.indexOf("\r\n", count);
            int flagged = Integer.parseInt(shown.substring(count, end)) + 1;
            shown = shown.substring(0, count)
                    + flagged
                    + shown.substring(end, next)
                    + "$15\r\nbroken_redirect\r\n"
                    + shown.substring(next);
        }
        return Unpooled.copiedBuffer(shown, StandardCharsets.ISO_8859_1);
    }

    /** What Redis says in RESP3 when all of a cache is invalid, as after {@code FLUSHALL}. */
    static ByteBuf allInvalid() {
        return Unpooled.wrappedBuffer(INVALIDATE, EVERYTHING);
    }

    /** All that the other client keeps for this one may be invalid. */
    void tellEverything() {
        tell(target, EVERYTHING);
    }

    private void tell(long told, byte[] invalid) {
        worker.workers().ask(worker, asked -> deliver(asked.client(told), invalid), delivered -> {
            if (target == told && !delivered.contains(true)) {
                targetGone(told);
            }
        });
    }

    /** On the event loop of the client that is told; false when there is none. */
    private static boolean deliver(@Nullable Client told, byte[] invalid) {
        if (told == null) {
            return false;
        }
        Listening listening = told.session().listening();
        if (told.session().profile().protocol() == 3) {
            told.tell(Unpooled.wrappedBuffer(INVALIDATE, invalid));
        } else if (listening != null && listening.isSubscribed()) {
            byte[] words = Arrays.equals(invalid, EVERYTHING) ? EVERYTHING_IN_RESP2 : invalid;
            told.tell(Unpooled.wrappedBuffer(MESSAGE, words));
        }
        return true;
    }

    private void targetGone(long gone) {
        broken = true;
        if (client.session().profile().protocol() == 3) {
            ByteBuf push = Unpooled.buffer();
            RespWriter.push(push, 2, 3);
            RespWriter.bulk(push, "tracking-redir-broken");
            RespWriter.integer(push, gone);
            client.tell(push);
        }
    }

    /** The connection on which a node speaks. */
    private final class Link implements Listener {
        private final UpstreamConnection connection;
        private long target;
        private long number;

        Link(UpstreamConnection connection, long target) {
            this.connection = connection;
            this.target = target;
        }

        boolean leadsTo(Node node) {
            return connection.node() == node && connection.open();
        }

        void begin() {
            connection.listen(this);
            NodeCall.send(connection, this::numbered, "CLIENT", "ID");
            // a node closes what is idle, but no subscriber; one that may not be that is opened again
            NodeCall.send(connection, reply -> {}, "SUBSCRIBE", CHANNEL);
        }

        /** What was said before is still to be told. */
        void end() {
            if (connection.open()) {
                NodeCall.send(connection, reply -> worker.upstreams().pins().discard(connection), "PING");
            }
        }

        private void numbered(byte @Nullable [] reply) {
            if (link != this) {
                return;
            }
            if (reply != null && reply.length > 3 && reply[0] == ':') {
                number = Long.parseLong(new String(reply, 1, reply.length - 3, StandardCharsets.US_ASCII));
            } else {
                refusal = reply;
                close();
            }
            then.run();
        }

        @Override
        public Beginning beginning(ByteBuf bytes, int start, int end) {
            if (end - start > worker.limits().outputBytes()) {
                // no client may be kept as much for
                connection.close("it tells too much at once");
            }
            // it is passed on to a client that may be in the middle of something else
            return Beginning.UNCLEAR;
        }

        @Override
        public boolean isAside(@Nullable ReplyTarget oldest, long sequence, ByteBuf bytes, int start, int end) {
            return bytes.getByte(start) == '>' && !begins(bytes, start, end, SUBSCRIBED);
        }

        private static boolean begins(ByteBuf bytes, int start, int end, byte[] with) {
            return end - start > with.length
                    && ByteBufUtil.equals(bytes, start, Unpooled.wrappedBuffer(with), 0, with.length);
        }

        @Override
        public void aside(ByteBuf bytes, int start, int length) {
            if (target != 0 && begins(bytes, start, start + length, INVALIDATE)) {
                int from = start + INVALIDATE.length;
                tell(target, ByteBufUtil.getBytes(bytes, from, start + length - from));
            }
        }

        @Override
        public void lost(UpstreamConnection from, String reason, boolean cutOff) {
            if (link != this) {
                return;
            }
            link = null;
            UpstreamConnection pin = client.session().pin();
            if (number != 0 && target != 0 && pin != null) {
                // what was to be said here is lost: everything is told anew, on another connection
                pin.close("the connection that it redirects to was lost");
            }
        }
    }
}
