package dev.redisrouter.core.door;

import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.protocol.CommandHandler;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import java.util.Collection;

/**
 * Fails the commands that were sent and not answered when their connection is lost. Lettuce, left alone, sends them
 * once more on the next connection, so that a write may be executed twice. Only on the event loop of its connection.
 */
final class AtMostOnce extends ChannelInboundHandlerAdapter {

    private final CommandHandler sent;

    private AtMostOnce(CommandHandler sent) {
        this.sent = sent;
    }

    /** Puts one into the pipeline of every connection that Lettuce makes. */
    static NettyCustomizer onEveryConnection() {
        return new NettyCustomizer() {
            @Override
            public void afterChannelInitialized(Channel channel) {
                ChannelPipeline pipeline = channel.pipeline();
                CommandHandler sent = pipeline.get(CommandHandler.class);
                // Before it, since it hands its commands on for the next connection when it hears of the loss.
                pipeline.addBefore(pipeline.context(sent).name(), null, new AtMostOnce(sent));
            }
        };
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        Collection<RedisCommand<?, ?, ?>> unanswered = sent.drainQueue();
        if (!unanswered.isEmpty()) {
            RedisConnectionException lost = new RedisConnectionException(
                    "connection to the router lost before the reply came; the command may have been executed");
            unanswered.forEach(command -> command.completeExceptionally(lost));
        }
        ctx.fireChannelInactive();
    }
}
