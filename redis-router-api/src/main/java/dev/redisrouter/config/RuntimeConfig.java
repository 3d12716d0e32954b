package dev.redisrouter.config;

/**
 * The router's own threads.
 *
 * @param eventLoops threads that carry commands, 1 to 128; half the cores by default, at least one. More loops mean
 *     more connections to every node
 * @param transport how they wait for the network; {@link Transport#AUTO} by default
 */
public record RuntimeConfig(int eventLoops, Transport transport) {

    /** How event loops wait for the network. */
    public enum Transport {
        /** epoll where its native library loads, else NIO. */
        AUTO,
        /** Java's own selectors. */
        NIO,
        /** Linux epoll; the start fails where its native library does not load. */
        EPOLL,
        /**
         * Linux io_uring: less processor time with many clients, and more with one. The start fails where its native
         * library does not load, with Netty 4.1, and where the system does not allow it, as in many containers.
         */
        IO_URING
    }

    public RuntimeConfig {
        Check.range("runtime.eventLoops", eventLoops, 1, 128);
    }

    public static RuntimeConfig defaults() {
        return new RuntimeConfig(
                Math.min(128, Math.max(1, Runtime.getRuntime().availableProcessors() / 2)), Transport.AUTO);
    }

    public RuntimeConfig eventLoops(int eventLoops) {
        return new RuntimeConfig(eventLoops, transport);
    }

    public RuntimeConfig transport(Transport transport) {
        return new RuntimeConfig(eventLoops, transport);
    }
}
