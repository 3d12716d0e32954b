package dev.redisrouter.test.link;

/** One of the two ways over a link. */
public enum Direction {
    /** From the one who connected. */
    TO_SERVER,
    /** From the server behind the proxy. */
    TO_CLIENT
}
