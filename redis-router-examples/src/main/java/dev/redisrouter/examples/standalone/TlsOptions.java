package dev.redisrouter.examples.standalone;

import dev.redisrouter.RouterConfig;
import dev.redisrouter.config.SentinelConfig;
import dev.redisrouter.config.TlsConfig;
import dev.redisrouter.config.TlsConfig.Verification;
import dev.redisrouter.config.TlsIdentity;
import dev.redisrouter.error.ConfigurationException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the router encrypts what it says to the nodes and to the Sentinels. */
final class TlsOptions implements OptionGroup {

    /** Who speaks TLS. */
    enum With {
        ALL,
        NODES,
        SENTINELS
    }

    @Option(
            names = "--tls",
            arity = "0..1",
            fallbackValue = "all",
            paramLabel = "WITH",
            description = "TLS with: all (when no value follows), nodes, sentinels. None by default.")
    private @Nullable With with;

    @Option(
            names = "--tls-ca",
            paramLabel = "FILE",
            description = "PEM file with the CAs to trust; those of the JVM by default.")
    private @Nullable Path authorities;

    @Option(
            names = "--tls-verify",
            paramLabel = "WHAT",
            description = "full (default): the CA and the host's name or address; ca: the CA alone; none: nothing.")
    private @Nullable Verification verification;

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "PEM file with a certificate for servers that ask for one.")
    private @Nullable Path certificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "Its key as PKCS #8 in PEM; the password of an encrypted one is in the variable"
                    + " REDIS_ROUTER_TLS_KEY_PASSWORD.")
    private @Nullable Path key;

    @Override
    public RouterConfig apply(RouterConfig config) {
        TlsConfig tls = tls();
        if (with == null) {
            if (!tls.equals(TlsConfig.defaults())) {
                throw new ConfigurationException("--tls", "absent", "--tls, since other options say how");
            }
            return config;
        }
        RouterConfig nodes = with == With.SENTINELS ? config : config.nodes(n -> n.tls(tls));
        boolean sentinels = with == With.SENTINELS || (with == With.ALL && config.source() instanceof SentinelConfig);
        return sentinels ? nodes.sentinel(s -> s.tls(tls)) : nodes;
    }

    private TlsConfig tls() {
        TlsConfig tls = TlsConfig.defaults();
        tls = authorities == null ? tls : tls.trusted(authorities);
        tls = verification == null ? tls : tls.verification(verification);
        TlsIdentity identity = identity("--tls", certificate, key, "REDIS_ROUTER_TLS_KEY_PASSWORD");
        return identity == null ? tls : tls.identity(identity);
    }

    /** The certificate of two options that belong together; null when neither is given. */
    static @Nullable TlsIdentity identity(
            String prefix, @Nullable Path certificate, @Nullable Path key, String passwordVariable) {
        if (certificate == null && key == null) {
            return null;
        }
        if (certificate == null || key == null) {
            throw new ConfigurationException(
                    prefix + (certificate == null ? "-cert" : "-key"), "absent", "both a certificate and its key");
        }
        TlsIdentity identity = TlsIdentity.of(certificate, key);
        String password = System.getenv(passwordVariable);
        return password == null ? identity : identity.keyPassword(password);
    }
}
