package dev.redisrouter.core.observe;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Why a client got an error, as it stands in the tags {@code origin} and {@code kind} of the metric {@code
 * redis.router.errors}. A closed set: a node, or a script on it, can make up any first word, and must not be able to
 * make up meters.
 */
public enum ErrorKind {
    /* Replies of a node, by their first word. */
    ERR,
    WRONGTYPE,
    WRONGPASS,
    NOAUTH,
    NOPERM,
    NOSCRIPT,
    NOPROTO,
    EXECABORT,
    READONLY,
    LOADING,
    MASTERDOWN,
    MISCONF,
    NOREPLICAS,
    OOM,
    BUSY,
    BUSYGROUP,
    BUSYKEY,
    NOGROUP,
    NOTBUSY,
    UNKILLABLE,
    UNBLOCKED,
    MOVED,
    ASK,
    CROSSSLOT,
    CLUSTERDOWN,
    TRYAGAIN,
    /** Any other first word, such as one that a script made up. */
    OTHER,

    /* What the router answered by itself. */
    /** The command was sent, and its connection was lost before the reply: it may have been executed. */
    UNCERTAIN("router", "uncertain"),
    /** A durable write was executed, and not confirmed by enough replicas in time. */
    UNCONFIRMED("router", "unconfirmed"),
    /** It waited for a master for longer than {@code failover.holdTimeout}. */
    HOLD_TIMEOUT("router", "hold-timeout"),
    /** Too many commands or bytes were waiting for a master already. */
    HOLD_OVERFLOW("router", "hold-overflow"),
    /** No node may serve it, such as a read under the policy {@code REPLICAS} without one. */
    NO_NODE("router", "no-node"),
    /** Malformed or out of bounds; the client is closed. */
    PROTOCOL("router", "protocol"),
    /** On the list of refused commands, or not possible through a router. */
    REFUSED("router", "refused"),
    /** Wrong arity, syntax or state of a command that the router handles itself. */
    USAGE("router", "usage"),
    /** No password at an endpoint that asks for one, or a wrong one. */
    UNAUTHENTICATED("router", "unauthenticated"),
    /** More clients than {@code endpoint.maxClients}. */
    MAX_CLIENTS("router", "max-clients"),
    /** A client left more replies unread than {@code limits.outputBytes} and was closed. */
    OUTPUT_LIMIT("router", "output-limit"),
    /** The router is closing. */
    CLOSING("router", "closing");

    private static final ErrorKind[] OF_NODES =
            Arrays.stream(values()).filter(k -> k.origin.equals("node")).toArray(ErrorKind[]::new);

    private final String origin;
    private final String tag;
    private final byte[] word;

    ErrorKind() {
        this.origin = "node";
        this.tag = name().toLowerCase(Locale.ROOT);
        this.word = name().getBytes(StandardCharsets.US_ASCII);
    }

    ErrorKind(String origin, String tag) {
        this.origin = origin;
        this.tag = tag;
        this.word = new byte[0];
    }

    /**
     * The kind of a node's error reply.
     *
     * @param start index of the first byte after the {@code -}
     * @param end index after the last byte of the line, or of as much of it as is there
     */
    public static ErrorKind ofReply(ByteBuf reply, int start, int end) {
        int wordEnd = start;
        while (wordEnd < end && reply.getByte(wordEnd) >= 'A' && reply.getByte(wordEnd) <= 'Z') {
            wordEnd++;
        }
        for (ErrorKind kind : OF_NODES) {
            if (kind.isWord(reply, start, wordEnd)) {
                return kind;
            }
        }
        return OTHER;
    }

    String origin() {
        return origin;
    }

    String tag() {
        return tag;
    }

    private boolean isWord(ByteBuf reply, int start, int end) {
        if (end - start != word.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (reply.getByte(start + i) != word[i]) {
                return false;
            }
        }
        return true;
    }
}
