package dev.redisrouter.spi;

import java.util.List;

/**
 * The recipe for choosing which of the healthy nodes serves a read. {@link #over} is called once for every change of
 * the candidates; the {@link Selection} it returns is asked on the hot path.
 */
public interface NodePicker {

    /** A stable short name, such as {@code round-robin}. */
    String name();

    /**
     * A selection over these candidates.
     *
     * @param candidates at least one node; the list does not change
     */
    <N extends ReadNode> Selection<N> over(List<N> candidates);

    /** True when the choice depends on the key: then it is made for every command, else once per batch of commands. */
    default boolean perKey() {
        return false;
    }

    /** A frozen list of candidates. Called by several event loops at once: thread-safe, no blocking, no allocation. */
    @FunctionalInterface
    interface Selection<N extends ReadNode> {

        /** One of the candidates. {@code keyHash} is 0 unless {@link NodePicker#perKey}. */
        N pick(int keyHash);
    }
}
