package dev.redisrouter.core.command;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Specs by name, found from the bytes of a request in any case: open addressing, at most half full, names compared eight
 * bytes at a time. Immutable.
 */
final class NameIndex {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final Name[] names;
    private final int mask;
    private final int longest;

    /** @param words the name in upper case, eight bytes each, filled up with 0 */
    private record Name(int length, long[] words, CommandSpec spec) {

        boolean matches(ByteBuf in, int offset, int otherLength) {
            if (length != otherLength) {
                return false;
            }
            for (int i = 0; i < words.length; i++) {
                if (words[i] != wordAt(in, offset, length, i)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** @param byName names in upper case, not empty */
    NameIndex(Map<String, CommandSpec> byName) {
        int size = Integer.highestOneBit(Math.max(1, byName.size()) * 4 - 1);
        names = new @Nullable Name[size];
        mask = size - 1;
        int max = 0;
        for (Map.Entry<String, CommandSpec> entry : byName.entrySet()) {
            Name name = name(entry.getKey().getBytes(StandardCharsets.UTF_8), entry.getValue());
            max = Math.max(max, name.length());
            int slot = slot(name.words()[0], name.length());
            while (names[slot] != null) {
                slot = slot + 1 & mask;
            }
            names[slot] = name;
        }
        longest = max;
    }

    /** The spec of that name, null when there is none. */
    @Nullable
    CommandSpec find(ByteBuf in, int offset, int length) {
        if (length > longest) {
            return null;
        }
        for (int slot = slot(wordAt(in, offset, length, 0), length); ; slot = slot + 1 & mask) {
            Name name = names[slot];
            if (name == null) {
                return null;
            }
            if (name.matches(in, offset, length)) {
                return name.spec();
            }
        }
    }

    private int slot(long firstWord, int length) {
        return (int) (((firstWord ^ length) * GOLDEN) >>> 40) & mask;
    }

    private static Name name(byte[] bytes, CommandSpec spec) {
        ByteBuf in = Unpooled.wrappedBuffer(bytes);
        long[] words = new long[(bytes.length + 7) / 8];
        for (int i = 0; i < words.length; i++) {
            words[i] = wordAt(in, 0, bytes.length, i);
        }
        return new Name(bytes.length, words, spec);
    }

    private static long wordAt(ByteBuf in, int offset, int length, int index) {
        int at = 8 * index;
        return Ascii.upper(Ascii.word(in, offset + at, length - at));
    }
}
