package dev.redisrouter.core.command;

/** Signatures only. */
public final class CommandSpec {

    /** In upper case; a subcommand as {@code CONFIG|GET}. */
    public String name() {
        throw new UnsupportedOperationException();
    }

    /** The part of the name behind the {@code |}, empty when there is none. */
    public String subcommand() {
        throw new UnsupportedOperationException();
    }

    /** Arguments with the name: exactly so many, or at least {@code -arity} when negative. */
    public int arity() {
        throw new UnsupportedOperationException();
    }

    /** True if Redis would not answer "wrong number of arguments" to so many arguments, the name included. */
    public boolean accepts(int argumentCount) {
        throw new UnsupportedOperationException();
    }

    public Kind kind() {
        throw new UnsupportedOperationException();
    }

    /** True if any node that serves reads may answer it; false if only the master may. For XREAD: unless it blocks. */
    public boolean anyNode() {
        throw new UnsupportedOperationException();
    }

    /** True if it may change data. */
    public boolean writes() {
        throw new UnsupportedOperationException();
    }

    /** True if it reads across keys without naming them: KEYS, SCAN, DBSIZE, RANDOMKEY, searches. */
    public boolean readsKeyspace() {
        throw new UnsupportedOperationException();
    }

    /** True if it may touch keys that its arguments do not name: scripts, FLUSHALL, SWAPDB, unknown commands. */
    public boolean keysUnknown() {
        throw new UnsupportedOperationException();
    }

    /** True if sent twice with so many arguments it leaves the same data and gives the same reply as sent once. */
    public boolean idempotent(int argumentCount) {
        throw new UnsupportedOperationException();
    }

    /** True if the name is not in the table. */
    public boolean unknown() {
        throw new UnsupportedOperationException();
    }
}
