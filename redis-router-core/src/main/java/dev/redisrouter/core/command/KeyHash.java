package dev.redisrouter.core.command;

import io.netty.buffer.ByteBuf;

/**
 * A hash of (database, key) that spreads over all 32 bits. Eight bytes at a time, each mixed in by a multiplication with
 * an odd constant and a shift that brings high bits down. Not meant to stand against chosen keys: a collision costs no
 * more than a read on the master.
 */
final class KeyHash {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final long MIX = 0xD6E8FEB86659FD93L;

    private KeyHash() {}

    static int of(int database, ByteBuf in, int offset, int length) {
        long hash = (database + 1) * GOLDEN ^ length;
        int at = offset;
        for (int end = offset + length - 8; at < end; at += 8) {
            hash = mix(hash ^ in.getLongLE(at));
        }
        return fold(mix(hash ^ tail(in, offset, length)));
    }

    /** The last bytes, up to eight; bytes that were taken in before may be among them. */
    private static long tail(ByteBuf in, int offset, int length) {
        int end = offset + length;
        if (length >= 8) {
            return in.getLongLE(end - 8);
        }
        if (length >= 4) {
            return in.getIntLE(offset) & 0xFFFFFFFFL | (long) in.getIntLE(end - 4) << 32;
        }
        if (length == 0) {
            return 0;
        }
        return in.getByte(offset) & 0xFF
                | (in.getByte(offset + length / 2) & 0xFF) << 8
                | (in.getByte(end - 1) & 0xFF) << 16;
    }

    private static long mix(long value) {
        long mixed = value * MIX;
        return mixed ^ mixed >>> 32;
    }

    /** The upper half of a product depends on all bits of the factor, the lower half only on the lower ones. */
    private static int fold(long hash) {
        return (int) (hash * GOLDEN >>> 32);
    }
}
