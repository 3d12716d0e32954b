package dev.redisrouter.core.command;

import dev.redisrouter.error.ConfigurationException;
import io.netty.buffer.ByteBuf;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the router knows of one command or subcommand. Immutable; there is one object for each, to be compared by {@code ==}. */
public final class CommandSpec {
    /** No number of arguments is safe to repeat. */
    static final int NEVER = -1;
    /** Safe to repeat, and yet to be repeated once only. */
    static final int ONCE = -2;
    /** Any number of arguments is safe to repeat. */
    static final int ALWAYS = 0;

    /** What a command does to keys. */
    enum Access {
        NONE,
        READ,
        WRITE
    }

    private final String name;
    private final int arity;
    private final Kind kind;
    private final Access access;
    private final boolean anyNode;
    private final boolean anyKey;
    private final KeySpec[] keys;
    private final int repeatable;
    private final boolean unknown;
    private final int timeoutAt;
    private final @Nullable NameIndex subcommands;

    /**
     * @param keys null when the command may touch keys that its arguments do not name
     * @param repeatable {@link #NEVER}, {@link #ONCE}, {@link #ALWAYS} or the one number of arguments with which it may be repeated
     * @param timeoutAt see {@link #timeoutAt}
     */
    static CommandSpec of(
            String name,
            int arity,
            Kind kind,
            Access access,
            KeySpec @Nullable [] keys,
            int repeatable,
            int timeoutAt) {
        boolean anyNode = switch (kind) {
            case READ -> true;
            case SCAN, SCAN_KEYED, BLOCKING_IF -> access == Access.READ;
            default -> false;
        };
        return new CommandSpec(
                name,
                arity,
                kind,
                access,
                anyNode,
                keys == null,
                keys == null ? new KeySpec[0] : keys,
                repeatable,
                false,
                timeoutAt,
                null);
    }

    /** A command that the table does not know: it may write any key. */
    static CommandSpec unknown(String name) {
        return new CommandSpec(name, -1, Kind.WRITE, Access.WRITE, false, true, new KeySpec[0], NEVER, true, 0, null);
    }

    private CommandSpec(
            String name,
            int arity,
            Kind kind,
            Access access,
            boolean anyNode,
            boolean anyKey,
            KeySpec[] keys,
            int repeatable,
            boolean unknown,
            int timeoutAt,
            @Nullable NameIndex subcommands) {
        this.name = name;
        this.arity = arity;
        this.kind = kind;
        this.access = access;
        this.anyNode = anyNode;
        this.anyKey = anyKey;
        this.keys = keys;
        this.repeatable = repeatable;
        this.unknown = unknown;
        this.timeoutAt = timeoutAt;
        this.subcommands = subcommands;
    }

    /** In upper case; a subcommand as {@code CONFIG|GET}; empty for the one spec of all commands that are not in the table. */
    public String name() {
        return name;
    }

    /** The part of the name behind the {@code |}, empty when there is none. */
    public String subcommand() {
        int bar = name.indexOf('|');
        return bar < 0 ? "" : name.substring(bar + 1);
    }

    /** Arguments with the name: exactly so many, or at least {@code -arity} when negative. */
    public int arity() {
        return arity;
    }

    /**
     * True if Redis would not answer "wrong number of arguments" to so many arguments, the name included. For commands
     * that the router answers itself; what goes to a node is for the node to judge, since versions differ.
     */
    public boolean accepts(int argumentCount) {
        return arity < 0 ? argumentCount >= -arity : argumentCount == arity;
    }

    public Kind kind() {
        return kind;
    }

    /**
     * True if any node that serves reads may answer it; false if only the master may, or no node is asked at all. For
     * {@link Kind#BLOCKING_IF}: while it does not block.
     */
    public boolean anyNode() {
        return anyNode;
    }

    /** True for SCAN and its relatives, whose cursors only one process understands. */
    public boolean scans() {
        return kind == Kind.SCAN || kind == Kind.SCAN_KEYED;
    }

    /** True if it may change data. */
    public boolean writes() {
        return access == Access.WRITE;
    }

    /** True if it reads keys that it does not name: KEYS, SCAN, DBSIZE, RANDOMKEY, searches. */
    public boolean readsKeyspace() {
        return anyKey && access == Access.READ;
    }

    /** True if it may change keys that it does not name: scripts, FLUSHALL, SWAPDB, unknown commands. */
    public boolean keysUnknown() {
        return anyKey && access == Access.WRITE;
    }

    /** True if its keys can be told from so many arguments, the name included, when there are more to come. */
    public boolean namesItsKeysWithin(int argumentCount) {
        if (anyKey) {
            return false;
        }
        for (KeySpec rule : keys) {
            if (rule.form() != KeySpec.Form.RANGE || rule.last() < 0 || rule.last() >= argumentCount) {
                return false;
            }
        }
        return true;
    }

    /** True if sent twice with so many arguments it leaves the same data and gives the same reply as sent once. */
    public boolean idempotent(int argumentCount) {
        return access == Access.READ || kind == Kind.READ || repeatable == ALWAYS || repeatable == argumentCount;
    }

    /** True if it is to be sent again once only when a node is lost on it: it may be what the node was lost to. */
    public boolean repeatedOnce() {
        return repeatable == ONCE;
    }

    /**
     * Which argument says for how many seconds it may block: its index, or counted from the end when negative; 0 when that is
     * not known.
     */
    public int timeoutAt() {
        return timeoutAt;
    }

    /** True if the name is not in the table. */
    public boolean unknown() {
        return unknown;
    }

    /** True if it may touch keys that its arguments do not name. */
    boolean anyKey() {
        return anyKey;
    }

    KeySpec[] keys() {
        return keys;
    }

    /** What this command and the argument behind it stand for together. */
    CommandSpec subcommand(ByteBuf in, int offset, int length) {
        if (subcommands == null) {
            return this;
        }
        CommandSpec found = subcommands.find(in, offset, length);
        return found == null ? this : found;
    }

    boolean hasSubcommands() {
        return subcommands != null;
    }

    CommandSpec withSubcommands(Map<String, CommandSpec> bySubcommand) {
        return copy(kind, anyNode, new NameIndex(bySubcommand));
    }

    CommandSpec refused() {
        return copy(Kind.REFUSED, false, subcommands);
    }

    /** @throws ConfigurationException if it never goes to a node by the router's choice */
    CommandSpec onMaster() {
        return switch (kind) {
            case READ, EVERYWHERE -> copy(Kind.WRITE, false, subcommands);
            case SCAN, SCAN_KEYED, BLOCKING_IF -> copy(kind, false, subcommands);
            case WRITE, BLOCKING, REFUSED -> this;
            default ->
                throw new ConfigurationException(
                        "commands.masterOnly", name, "a command that the router passes on to a node of its choice");
        };
    }

    /** @throws ConfigurationException if it depends on its connection or its node */
    CommandSpec onAnyNode() {
        return switch (kind) {
            case READ, SCAN, SCAN_KEYED, REFUSED -> this;
            case WRITE, EVERYWHERE -> copy(Kind.READ, true, subcommands);
            default ->
                throw new ConfigurationException(
                        "commands.anyNode", name, "a command that needs nothing of its connection and never blocks");
        };
    }

    private CommandSpec copy(Kind newKind, boolean newAnyNode, @Nullable NameIndex newSubcommands) {
        return new CommandSpec(
                name, arity, newKind, access, newAnyNode, anyKey, keys, repeatable, unknown, timeoutAt, newSubcommands);
    }

    @Override
    public String toString() {
        return name + " " + kind;
    }
}
