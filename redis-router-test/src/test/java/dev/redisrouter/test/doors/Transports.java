package dev.redisrouter.test.doors;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.redisrouter.config.RuntimeConfig.Transport;

/** Which ways to wait for the network there are here. */
final class Transports {
    private static final String IO_URING = "io.netty.channel.uring.IoUring";

    private Transports() {}

    /** Skips the test where this one needs what the machine or its Netty does not have. */
    static void assumeHere(Transport transport) {
        assumeTrue(transport != Transport.IO_URING || hasIoUring(), "io_uring does not load, or is not allowed");
    }

    /** By name, since Netty 4.1 has none. */
    private static boolean hasIoUring() {
        try {
            return (boolean) Class.forName(IO_URING).getMethod("isAvailable").invoke(null);
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
