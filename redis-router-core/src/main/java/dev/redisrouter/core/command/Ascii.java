package dev.redisrouter.core.command;

import io.netty.buffer.ByteBuf;

/** Names of commands are compared as Redis does: bytes, with the ASCII letters in any case. */
final class Ascii {
    private Ascii() {}

    static int upper(byte b) {
        return b >= 'a' && b <= 'z' ? b - 32 : b;
    }

    /** True if the bytes spell the word, which is given in upper case. */
    static boolean equals(ByteBuf in, int offset, int length, byte[] upperCase) {
        if (length != upperCase.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (upper(in.getByte(offset + i)) != upperCase[i]) {
                return false;
            }
        }
        return true;
    }
}
