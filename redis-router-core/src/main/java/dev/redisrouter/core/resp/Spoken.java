package dev.redisrouter.core.resp;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a node says to one who listens, told by its first bytes: in RESP3 a push, in RESP2 an array like any other, whose
 * first element is one of a few words. The words are those of {@code pubsub.c}. Pure.
 */
public enum Spoken {
    /** Published, to a channel, a pattern or a shard channel. */
    MESSAGE("message", "pmessage", "smessage"),
    SUBSCRIBE("subscribe"),
    PSUBSCRIBE("psubscribe"),
    SSUBSCRIBE("ssubscribe"),
    UNSUBSCRIBE("unsubscribe"),
    PUNSUBSCRIBE("punsubscribe"),
    SUNSUBSCRIBE("sunsubscribe"),
    /** A push of another kind. */
    PUSH(),
    /** Nothing of the above: a reply, unless the client monitors. */
    REPLY();

    private static final Spoken[] ALL = values();
    private static final int LONGEST_HEADER = 16;

    private final byte[][] words;

    Spoken(String... words) {
        this.words = new byte[words.length][];
        for (int i = 0; i < words.length; i++) {
            this.words[i] = words[i].getBytes(StandardCharsets.US_ASCII);
        }
    }

    /** Judges a whole message, or a beginning of it that holds its first element. */
    public static Spoken of(ByteBuf bytes, int start, int end) {
        byte type = bytes.getByte(start);
        if (type != '>' && type != '*') {
            return REPLY;
        }
        int element = afterLine(bytes, start, end);
        int word = element < end && bytes.getByte(element) == '$' ? afterLine(bytes, element, end) : end;
        for (Spoken spoken : ALL) {
            for (byte[] candidate : spoken.words) {
                if (isWord(bytes, word, end, candidate)) {
                    return spoken;
                }
            }
        }
        return type == '>' ? PUSH : REPLY;
    }

    /** The channel or pattern that a whole confirmation names; null when it names none. */
    public static byte @Nullable [] name(ByteBuf bytes, int start, int end) {
        int word = afterLine(bytes, afterLine(bytes, start, end), end);
        int element = afterLine(bytes, word, end);
        int name = afterLine(bytes, element, end);
        if (bytes.getByte(element) != '$' || bytes.getByte(element + 1) == '-') {
            return null;
        }
        int length = 0;
        for (int at = element + 1; at < name - 2; at++) {
            length = length * 10 + (bytes.getByte(at) - '0');
        }
        byte[] found = new byte[length];
        bytes.getBytes(name, found);
        return found;
    }

    /** The index behind the line that begins at {@code from}; {@code end} when it does not end in time. */
    private static int afterLine(ByteBuf bytes, int from, int end) {
        int limit = Math.min(end, from + LONGEST_HEADER);
        int lineFeed = from < limit ? bytes.indexOf(from, limit, (byte) '\n') : -1;
        return lineFeed < 0 ? end : lineFeed + 1;
    }

    private static boolean isWord(ByteBuf bytes, int from, int end, byte[] word) {
        int after = from + word.length;
        if (after >= end || bytes.getByte(after) != '\r') {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (bytes.getByte(from + i) != word[i]) {
                return false;
            }
        }
        return true;
    }
}
