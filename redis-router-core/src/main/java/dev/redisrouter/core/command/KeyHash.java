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
        return fold(mix(hash ^ Ascii.word(in, at, offset + length - at)));
    }

    private static long mix(long value) {
        long mixed = value * MIX;
        return mixed ^ (mixed >>> 32);
    }

    /** The upper half of a product depends on all bits of the factor, the lower half only on the lower ones. */
    private static int fold(long hash) {
        return (int) ((hash * GOLDEN) >>> 32);
    }
}
