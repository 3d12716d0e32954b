package dev.redisrouter.core.command;

import dev.redisrouter.core.resp.Request;

/** Signatures only. One per event loop, reused for every command. */
public final class KeyHashes {

    /** The keys cannot be told from the arguments. */
    public static final int UNKNOWN = -1;

    /** Takes in the keys of a request; returns how many there are, or {@link #UNKNOWN}. */
    public int read(Request request, CommandSpec spec, int database) {
        throw new UnsupportedOperationException();
    }

    /** The hash of (database, key), all 32 bits well mixed, for a key of the last {@link #read}. */
    public int hash(int key) {
        throw new UnsupportedOperationException();
    }
}
