package dev.redisrouter.core.command;

import io.netty.buffer.ByteBuf;

/**
 * Names of commands are compared as Redis does: bytes, with the ASCII letters in any case. Up to eight bytes are taken at
 * a time as one number, the first byte lowest.
 */
final class Ascii {
    private static final long EACH = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;

    private Ascii() {}

    /** Eight bytes with their letters in upper case. */
    static long upper(long word) {
        long low = word & LOW_BITS;
        // The high bit of each byte: is it 'a' or beyond, is it beyond 'z', is it ASCII at all?
        long fromA = low + (0x80 - 'a') * EACH;
        long beyondZ = low + (0x7F - 'z') * EACH;
        long lower = (fromA ^ beyondZ) & ~word & HIGH_BITS;
        return word ^ lower >>> 2;
    }

    /** Up to eight bytes; what is missing of eight is 0. */
    static long word(ByteBuf in, int offset, int length) {
        if (length >= Long.BYTES) {
            return in.getLongLE(offset);
        }
        if (offset + Long.BYTES <= in.capacity()) {
            return in.getLongLE(offset) & ((1L << (8 * length)) - 1);
        }
        long word = 0;
        for (int i = 0; i < length; i++) {
            word |= (in.getByte(offset + i) & 0xFFL) << (8 * i);
        }
        return word;
    }

    /** True if the bytes spell the word, which is given in upper case. */
    static boolean equals(ByteBuf in, int offset, int length, byte[] upperCase) {
        if (length != upperCase.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if ((byte) upper(in.getByte(offset + i) & 0xFF) != upperCase[i]) {
                return false;
            }
        }
        return true;
    }
}
