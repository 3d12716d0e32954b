package dev.redisrouter.core.tls;

import dev.redisrouter.config.TlsConfig;
import dev.redisrouter.config.TlsConfig.Verification;
import dev.redisrouter.error.ConfigurationException;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/** TLS from here to a server. Immutable and thread-safe. */
public final class ClientTls {
    private final boolean verifiesHost;
    private final Optional<TrustManagerFactory> trust;
    private final Optional<KeyManagerFactory> identity;
    private final SslContext context;

    private ClientTls(
            boolean verifiesHost,
            Optional<TrustManagerFactory> trust,
            Optional<KeyManagerFactory> identity,
            SslContext context) {
        this.verifiesHost = verifiesHost;
        this.trust = trust;
        this.identity = identity;
        this.context = context;
    }

    /**
     * Reads the files.
     *
     * @param key the dotted name of the record, for messages
     * @throws ConfigurationException when one of them cannot be used
     */
    public static ClientTls of(String key, TlsConfig config) {
        PemFiles files = new PemFiles(key);
        Optional<TrustManagerFactory> trusted = files.trusting(config.trusted());
        Optional<TrustManagerFactory> trust = config.verification() == Verification.NONE
                ? Optional.of(InsecureTrustManagerFactory.INSTANCE)
                : trusted;
        Optional<KeyManagerFactory> identity = config.identity().map(files::showing);
        SslContextBuilder builder = SslContextBuilder.forClient().sessionCacheSize(RouterTls.SESSIONS);
        trust.ifPresent(builder::trustManager);
        identity.ifPresent(builder::keyManager);
        try {
            return new ClientTls(config.verification() == Verification.FULL, trust, identity, builder.build());
        } catch (SSLException e) {
            throw new ConfigurationException(key, config, "what this JVM's TLS can use", e);
        }
    }

    /** Encrypts one channel to this server; the first of its handlers. */
    public ChannelHandler handler(ByteBufAllocator allocator, String host, int port) {
        SSLEngine engine = context.newEngine(allocator, host, port);
        engine.setSSLParameters(verifying(engine.getSSLParameters()));
        return new SslHandler(engine);
    }

    /** Has these parameters verify the name of the host, or not; they may come from elsewhere, with a default of their own. */
    public SSLParameters verifying(SSLParameters parameters) {
        // empty, since null would leave what Netty 4.2 has put there
        parameters.setEndpointIdentificationAlgorithm(verifiesHost ? "HTTPS" : "");
        return parameters;
    }

    public boolean verifiesHost() {
        return verifiesHost;
    }

    /** Who decides on a server's certificate; empty for the JVM's own CAs. */
    public Optional<TrustManagerFactory> trust() {
        return trust;
    }

    /** Who shows a certificate to a server that asks; empty for none. */
    public Optional<KeyManagerFactory> identity() {
        return identity;
    }
}
