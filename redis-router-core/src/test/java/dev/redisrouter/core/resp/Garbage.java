package dev.redisrouter.core.resp;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;

/**
 * Byte streams that begin as something legal and are then damaged: bytes flipped, put in, taken out, said twice, cut off; or
 * made up of what a parser looks for. Each follows from its seed.
 *
 * <p>The system property {@code redisrouter.test.streams} says how many, {@code redisrouter.test.seed} where they begin.
 */
final class Garbage {
    private static final int STREAMS = Integer.getInteger("redisrouter.test.streams", 8_000);
    private static final long FIRST_SEED = Long.getLong("redisrouter.test.seed", 1);
    private static final List<String> TEMPTING = List.of(
            "\r",
            "\n",
            "\r\n",
            "*",
            "$",
            "-1",
            "0",
            "00",
            "1",
            "3",
            "12",
            "99999",
            "9223372036854775807",
            "-",
            "+OK\r\n",
            ":1\r\n",
            "$1\r\nx\r\n",
            "*2\r\n",
            "*-1\r\n",
            "%1\r\n",
            "|1\r\n",
            ">1\r\n",
            "~0\r\n",
            "$0\r\n\r\n",
            "PING",
            "\"",
            "'",
            "\\x0",
            "\\",
            " ",
            "\t",
            "\0",
            "$-1\r\n",
            "POST ",
            "a",
            "\u00ff",
            "_\r\n",
            ",1\r\n",
            "=",
            "!",
            "(");

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Garbage() {}

    /** What is done with one stream. */
    interface Trial {
        void with(Random random, String stream);
    }

    /** A legal stream. */
    interface Legal {
        String stream(Random random);
    }

    /** Tries one stream after the other; a failure names the seed. */
    static void each(Legal legal, Trial trial) {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + STREAMS; seed++) {
            Random random = new Random(seed * 0x9E3779B97F4A7C15L);
            String stream = random.nextInt(4) == 0 ? madeUp(random) : damaged(random, legal.stream(random));
            try {
                trial.with(random, stream);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("-Dredisrouter.test.seed=" + seed + ": " + shown(stream), e);
            }
        }
    }

    private static String madeUp(Random random) {
        StringBuilder stream = new StringBuilder();
        for (int i = random.nextInt(40); i >= 0; i--) {
            stream.append(TEMPTING.get(random.nextInt(TEMPTING.size())));
        }
        return stream.toString();
    }

    private static String damaged(Random random, String legal) {
        StringBuilder stream = new StringBuilder(legal);
        for (int i = random.nextInt(4); i > 0 && !stream.isEmpty(); i--) {
            int at = random.nextInt(stream.length());
            int to = Math.min(stream.length(), at + 1 + random.nextInt(random.nextBoolean() ? 2 : 40));
            switch (random.nextInt(5)) {
                case 0 -> stream.setCharAt(at, (char) (stream.charAt(at) ^ 1 << random.nextInt(8)));
                case 1 -> stream.insert(at, TEMPTING.get(random.nextInt(TEMPTING.size())));
                case 2 -> stream.delete(at, to);
                case 3 -> stream.insert(at, stream.substring(at, to));
                default -> stream.setLength(at);
            }
        }
        return stream.toString();
    }

    /** The length of the next piece of so many bytes. */
    static int piece(Random random, int left) {
        return Math.min(left, 1 + random.nextInt(random.nextBoolean() ? 5 : 300));
    }

    /** The bytes of memory that this thread asks for while it does this for the second time: the first loads classes. */
    static long allocatedBy(Runnable work) {
        work.run();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static String shown(String stream) {
        String text = stream.replace("\r", "\\r").replace("\n", "\\n").replace("\0", "\\0");
        return text.length() > 2_000 ? text.substring(0, 2_000) + "… (" + text.length() + ")" : text;
    }
}
