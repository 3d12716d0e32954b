package dev.redisrouter.test.history;

/** What a client asked for; each key is for one type of operation alone: text, counter or set. */
public enum Operation {
    /** {@code SET key argument}; no two writes of a key may have the same argument. */
    SET,
    /** {@code GET key} of a text. */
    GET,
    /** {@code INCR key}. */
    INCR,
    /** {@code SADD key argument}; no argument may be added twice. */
    SADD
}
