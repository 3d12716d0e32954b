package dev.redisrouter.core.hold;

/** Something that waits for a node. */
public interface Held {

    /** Whose it is; what one owner holds keeps its order. */
    Object owner();

    /** How many bytes it keeps. */
    int bytes();

    /** True when nobody waits for it any more, so that it can be dropped. */
    boolean abandoned();

    /** Tries to go on; false when it must wait longer. */
    boolean release();

    /** It has waited for too long. */
    void expire();

    /** It leaves the queue, for whatever reason; called last, once. */
    void done();
}
