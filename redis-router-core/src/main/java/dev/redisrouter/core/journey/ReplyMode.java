package dev.redisrouter.core.journey;

/**
 * Whether a client wants replies: {@code CLIENT REPLY ON}, {@code OFF} and {@code SKIP}. A command whose reply is not
 * wanted is executed as any other, and its reply swallowed when it comes. Only on the client's event loop.
 */
final class ReplyMode {
    private boolean off;
    private boolean skipsThis;
    private boolean skipsNext;

    /** True when the reply to the current command is not wanted. */
    boolean swallows() {
        return off || skipsThis;
    }

    /** The current command was taken; the next one follows. */
    void next() {
        skipsThis = skipsNext;
        skipsNext = false;
    }

    void on() {
        off = false;
        skipsThis = false;
    }

    void off() {
        off = true;
    }

    /** Has no effect while no reply is wanted anyway. */
    void skipNext() {
        skipsNext |= !off;
    }

    /** {@code RESET}: its own reply is still not wanted if that was said of it alone. */
    void reset() {
        off = false;
        skipsNext = false;
    }
}
