package dev.redisrouter.core.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringBufferRingConfig;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.channel.uring.IoUringFixedBufferRingAllocator;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringIoHandlerConfig;
import io.netty.channel.uring.IoUringServerDomainSocketChannel;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.concurrent.ThreadFactory;

/**
 * Linux io_uring. It receives into buffers that the kernel picks from a ring of the event loop's own, so that an idle channel
 * has none, as with {@link SharedReceiveBuffer}. In Netty 4.2 only.
 */
final class IoUringTransport implements Transport {
    /** So many buffers of this size can be in the kernel's hands, for each event loop: 2 MiB. */
    private static final short BUFFERS = 128;

    private static final int BUFFER_BYTES = 16 * 1024;

    /** How many are handed to the kernel at once. */
    private static final int BATCH = 32;

    private static final short GROUP = 0;

    private final boolean ring;

    /** @throws UnsatisfiedLinkError when it does not load here, or the system does not allow it */
    IoUringTransport() {
        IoUring.ensureAvailability();
        // since Linux 5.19
        ring = IoUring.isRegisterBufferRingSupported();
    }

    @Override
    public String name() {
        return "io_uring";
    }

    @Override
    public EventLoopGroup loops(int threads, ThreadFactory factory) {
        IoUringIoHandlerConfig config = new IoUringIoHandlerConfig();
        if (ring) {
            config.setBufferRingConfig(IoUringBufferRingConfig.builder()
                    .bufferGroupId(GROUP)
                    .bufferRingSize(BUFFERS)
                    .batchSize(BATCH)
                    .allocator(new IoUringFixedBufferRingAllocator(BUFFER_BYTES))
                    .build());
        }
        return new MultiThreadIoEventLoopGroup(threads, factory, IoUringIoHandler.newFactory(config));
    }

    @Override
    public Class<? extends ServerChannel> serverChannel() {
        return IoUringServerSocketChannel.class;
    }

    @Override
    public Class<? extends Channel> channel() {
        return IoUringSocketChannel.class;
    }

    @Override
    public Class<? extends ServerChannel> unixServerChannel() {
        return IoUringServerDomainSocketChannel.class;
    }

    @Override
    public SocketAddress unixAddress(Path path) {
        return new DomainSocketAddress(path.toFile());
    }

    @Override
    public void receiveTogether(Bootstrap bootstrap) {
        if (ring) {
            bootstrap.option(IoUringChannelOption.IO_URING_BUFFER_GROUP_ID, GROUP);
        }
    }

    @Override
    public void receiveTogether(ServerBootstrap bootstrap) {
        if (ring) {
            bootstrap.childOption(IoUringChannelOption.IO_URING_BUFFER_GROUP_ID, GROUP);
        }
    }
}
