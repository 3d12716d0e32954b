package dev.redisrouter.core.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.redisrouter.config.RuntimeConfig;
import dev.redisrouter.error.ConfigurationException;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is asked for is given, or refused with what it takes; by default the best that surely works. */
class TransportTest {

    @Test
    void epollIsTheDefaultWhereItLoads() {
        assertThat(Transport.of(RuntimeConfig.Transport.AUTO).name()).isEqualTo(Epoll.isAvailable() ? "epoll" : "nio");
    }

    @Test
    void nioIsThereEverywhere() {
        assertThat(Transport.of(RuntimeConfig.Transport.NIO).name()).isEqualTo("nio");
    }

    @Test
    void ioUringOnDemand() throws InterruptedException {
        assumeTrue(hasIoUring(), "io_uring does not load, or is not allowed");
        Transport transport = Transport.of(RuntimeConfig.Transport.IO_URING);
        EventLoopGroup loops = transport.loops(1, Thread::new);

        assertThat(transport.name()).isEqualTo("io_uring");
        assertThat(loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).await(5, TimeUnit.SECONDS))
                .isTrue();
    }

    @Test
    void ioUringIsRefusedWhereItIsNot() {
        assumeFalse(hasIoUring(), "io_uring is here");
        assertThatThrownBy(() -> Transport.of(RuntimeConfig.Transport.IO_URING))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "runtime.transport: IO_URING (expected: netty-transport-native-io_uring of Netty 4.2 for this"
                                + " machine, and a system that allows io_uring)");
    }

    /** By name, since Netty 4.1 has none. */
    private static boolean hasIoUring() {
        try {
            return (boolean) Class.forName("io.netty.channel.uring.IoUring")
                    .getMethod("isAvailable")
                    .invoke(null);
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
