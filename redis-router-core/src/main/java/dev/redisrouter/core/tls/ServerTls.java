package dev.redisrouter.core.tls;

import dev.redisrouter.config.EndpointTlsConfig;
import dev.redisrouter.error.ConfigurationException;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import javax.net.ssl.SSLException;

/** TLS from clients to the endpoint. Immutable and thread-safe. */
public final class ServerTls {
    private final SslContext context;

    private ServerTls(SslContext context) {
        this.context = context;
    }

    /**
     * Reads the files.
     *
     * @throws ConfigurationException when one of them cannot be used
     */
    public static ServerTls of(EndpointTlsConfig config) {
        PemFiles files = new PemFiles("endpoint.tls");
        SslContextBuilder builder = SslContextBuilder.forServer(files.showing(config.identity()))
                .sessionCacheSize(RouterTls.SESSIONS)
                .clientAuth(
                        switch (config.clientCertificates()) {
                            case NONE -> ClientAuth.NONE;
                            case OPTIONAL -> ClientAuth.OPTIONAL;
                            case REQUIRED -> ClientAuth.REQUIRE;
                        });
        files.trusting(config.trusted()).ifPresent(builder::trustManager);
        try {
            return new ServerTls(builder.build());
        } catch (SSLException e) {
            throw new ConfigurationException("endpoint.tls", config, "what this JVM's TLS can use", e);
        }
    }

    /** Decrypts one client's channel; the first of its handlers. */
    public ChannelHandler handler(ByteBufAllocator allocator) {
        return context.newHandler(allocator);
    }
}
