package dev.redisrouter.core.command;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Specs by name, found from the bytes of a request in any case: open addressing, at most half full. Immutable. */
final class NameIndex {
    private final byte[][] names;
    private final @Nullable CommandSpec[] specs;
    private final int mask;
    private final int longest;

    /** @param byName names in upper case, not empty */
    NameIndex(Map<String, CommandSpec> byName) {
        int size = Integer.highestOneBit(Math.max(1, byName.size()) * 4 - 1);
        names = new byte[size][];
        specs = new @Nullable CommandSpec[size];
        mask = size - 1;
        int max = 0;
        for (Map.Entry<String, CommandSpec> entry : byName.entrySet()) {
            byte[] name = entry.getKey().getBytes(StandardCharsets.UTF_8);
            max = Math.max(max, name.length);
            int slot = mix(hash(name)) & mask;
            while (specs[slot] != null) {
                slot = slot + 1 & mask;
            }
            names[slot] = name;
            specs[slot] = entry.getValue();
        }
        longest = max;
    }

    /** The spec of that name, null when there is none. */
    @Nullable
    CommandSpec find(ByteBuf in, int offset, int length) {
        if (length > longest) {
            return null;
        }
        int hash = 0;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + Ascii.upper(in.getByte(offset + i));
        }
        for (int slot = mix(hash) & mask; ; slot = slot + 1 & mask) {
            CommandSpec spec = specs[slot];
            if (spec == null || Ascii.equals(in, offset, length, names[slot])) {
                return spec;
            }
        }
    }

    private static int hash(byte[] name) {
        int hash = 0;
        for (byte b : name) {
            hash = 31 * hash + b;
        }
        return hash;
    }

    private static int mix(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ mixed >>> 16;
    }
}
