package dev.redisrouter.core.journey;

/**
 * What a client must remember of a command until its reply arrives, packed into one {@code long}: what it is, the hash
 * of the one key it writes, whether it is on its way to another node than writes go to, whether its reply is wanted,
 * and how often it was sent again.
 */
final class Note {
    private static final int KIND_SHIFT = 32;
    private static final long KIND_MASK = 7L << KIND_SHIFT;
    private static final long ELSEWHERE = 1L << 36;
    private static final long SWALLOWED = 1L << 37;
    private static final long ONLY_MASTER = 1L << 38;
    private static final int ATTEMPT_SHIFT = 40;
    private static final long ATTEMPT_ONE = 1L << ATTEMPT_SHIFT;

    /** Answered by the router itself. */
    static final long LOCAL = 0;
    /** Changes nothing. */
    static final long READ = 1L << KIND_SHIFT;
    /** Changes the one key whose hash is in the note. */
    static final long WRITE_KEY = 2L << KIND_SHIFT;
    /** Changes several keys, which the client keeps beside the note. */
    static final long WRITE_KEYS = 3L << KIND_SHIFT;
    /** May change any key. */
    static final long WRITE_ANY = 4L << KIND_SHIFT;
    /** Changes no key, and yet executing it twice is not the same as once, such as {@code PUBLISH}. */
    static final long WRITE_NONE = 6L << KIND_SHIFT;
    /** Sent on the client's pin. */
    static final long PINNED = 5L << KIND_SHIFT;

    /** What {@link #confirmed} takes when nobody knows how often: until no subscription of the kind is left. */
    static final int UNTIL_NONE_IS_LEFT = -1;

    private Note() {}

    /** On the client's pin, and confirmed so many times before it counts as answered. */
    static long confirmed(int times) {
        return PINNED | (times & 0xffff_ffffL);
    }

    /** How often it is confirmed; 0 for a command that is answered once. */
    static int confirmations(long note) {
        return kind(note) == PINNED ? (int) note : 0;
    }

    static long writeKey(int hash) {
        return WRITE_KEY | (hash & 0xffff_ffffL);
    }

    static long kind(long note) {
        return note & KIND_MASK;
    }

    static int keyHash(long note) {
        return (int) note;
    }

    static boolean isWrite(long note) {
        long kind = kind(note);
        return kind == WRITE_KEY || kind == WRITE_KEYS || kind == WRITE_ANY || kind == WRITE_NONE;
    }

    static boolean elsewhere(long note) {
        return (note & ELSEWHERE) != 0;
    }

    static long elsewhere(long note, boolean elsewhere) {
        return elsewhere ? note | ELSEWHERE : note & ~ELSEWHERE;
    }

    static long swallowed(long note) {
        return note | SWALLOWED;
    }

    static long wanted(long note) {
        return note & ~SWALLOWED;
    }

    /** True when the client does not want the reply. */
    static boolean isSwallowed(long note) {
        return (note & SWALLOWED) != 0;
    }

    static long onlyMaster(long note) {
        return note | ONLY_MASTER;
    }

    /** True when a replica has said that it may not execute it. */
    static boolean isOnlyMaster(long note) {
        return (note & ONLY_MASTER) != 0;
    }

    /** How often it was sent again because a node could not serve it. */
    static int attempts(long note) {
        return (int) (note >>> ATTEMPT_SHIFT);
    }

    static long oneMoreAttempt(long note) {
        return note + ATTEMPT_ONE;
    }
}
