package dev.redisrouter.core.route;

import dev.redisrouter.core.node.Node;
import io.netty.buffer.ByteBuf;

/**
 * The cursors of SCAN and its relatives, which mean something to one process only, and how they look to clients: with the
 * number of that process ({@link Node#process}) above them. Pure.
 */
public final class ScanCursor {
    /*
     * From a node a cursor is 0 or an index into a hash table, so smaller than the table. To a client it stays below 2^53,
     * since some libraries keep cursors in doubles:
     *
     *   0                    the beginning, and the end
     *   1 .. 2^40 - 1        the master's own, as a client gets it within MULTI or WATCH
     *   n * 2^40 + cursor    of process n
     *   8191 * 2^40          of no process: to begin anew
     *   2^53 + cursor        the master's own again, when it is 2^40 or more: a table of 8 TiB without its entries
     *
     * Whatever is not 1 to 18 decimal digits is left to the master to judge.
     */
    private static final int BITS = 40;
    private static final long OWN = (1L << BITS) - 1;
    private static final long LARGE = 1L << 53;
    private static final long BEGIN_ANEW = (Node.PROCESSES + 1L) << BITS;

    private static final int MAX_DIGITS = 18;

    /** What {@link #parse} returns for what is no cursor of a node or of this router. */
    public static final long FOREIGN = -1;

    private ScanCursor() {}

    /** The cursor that these bytes spell, 0 or more, or {@link #FOREIGN}. */
    public static long parse(ByteBuf in, int offset, int length) {
        if (length == 0 || length > MAX_DIGITS) {
            return FOREIGN;
        }
        long cursor = 0;
        for (int i = 0; i < length; i++) {
            int digit = in.getByte(offset + i) - '0';
            if (digit < 0 || digit > 9) {
                return FOREIGN;
            }
            cursor = cursor * 10 + digit;
        }
        return cursor;
    }

    /** True when a scan with a client's cursor goes on at the master, whichever process that is. */
    public static boolean ofMaster(long cursor) {
        return cursor != 0 && (cursor <= OWN || cursor >= LARGE);
    }

    /** The number of the process that gave a client's cursor; 0 when it is {@link #ofMaster}, or the beginning. */
    public static int process(long cursor) {
        return ofMaster(cursor) ? 0 : (int) (cursor >>> BITS);
    }

    /**
     * A client's cursor as the node understands it to which the scan is sent: 0 when it means nothing there.
     *
     * @param cursor not {@link #FOREIGN}
     * @param process the node's number
     * @param master true when the node is the master in use
     */
    public static long forNode(long cursor, int process, boolean master) {
        if (ofMaster(cursor)) {
            return !master ? 0 : cursor >= LARGE ? cursor - LARGE : cursor;
        }
        return process != 0 && process(cursor) == process ? cursor & OWN : 0;
    }

    /**
     * A node's cursor as a client gets it.
     *
     * @param own what the node answered, not {@link #FOREIGN}
     * @param process the node's number; 0 when nobody can say which process answered
     * @param master true when the node is the master in use
     */
    public static long forClient(long own, int process, boolean master) {
        if (own == 0) {
            return 0;
        }
        if (own > OWN) {
            return master ? LARGE + own : LARGE;
        }
        return process == 0 ? BEGIN_ANEW : (long) process << BITS | own;
    }

    /** For a client whose scan has to begin anew. */
    public static long beginAnew() {
        return BEGIN_ANEW;
    }
}
