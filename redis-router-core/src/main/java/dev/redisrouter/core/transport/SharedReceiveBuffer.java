package dev.redisrouter.core.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocal;

/**
 * Lets all channels of an event loop receive into one buffer, for handlers that use up what they get before they
 * return: neither an allocation for every read nor a buffer for every idle client. Thread-safe: each event loop has its
 * own.
 */
@SuppressWarnings("deprecation") // the handle's interface is the one that Netty 4.1 and 4.2 share
public final class SharedReceiveBuffer extends DefaultMaxMessagesRecvByteBufAllocator {
    private static final int SIZE = 64 * 1024;

    private static final FastThreadLocal<ByteBuf> BUFFER = new FastThreadLocal<>() {
        @Override
        protected ByteBuf initialValue() {
            return Unpooled.directBuffer(SIZE, SIZE);
        }

        @Override
        protected void onRemoval(ByteBuf buffer) {
            buffer.release();
        }
    };

    @Override
    public RecvByteBufAllocator.Handle newHandle() {
        return new MaxMessageHandle() {
            @Override
            public ByteBuf allocate(ByteBufAllocator allocator) {
                ByteBuf shared = BUFFER.get();
                // somebody further out on the stack is still reading from it
                if (shared.refCnt() > 1) {
                    return allocator.ioBuffer(SIZE);
                }
                return shared.clear().retain();
            }

            @Override
            public int guess() {
                return SIZE;
            }
        };
    }
}
