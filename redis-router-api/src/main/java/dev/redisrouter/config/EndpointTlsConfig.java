package dev.redisrouter.config;

import dev.redisrouter.error.ConfigurationException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * TLS from clients to the endpoint's port. Its files are read when the router starts.
 *
 * @param identity the certificate that clients see
 * @param clientCertificates whether clients must show one as well; {@link ClientCertificates#NONE} by default
 * @param trusted the CAs of the clients' certificates, as PEM file. There is no default: with the JVM's, anybody could
 *     come with a certificate that was bought for something else
 */
public record EndpointTlsConfig(TlsIdentity identity, ClientCertificates clientCertificates, Optional<Path> trusted) {

    /** Whether clients show a certificate. */
    public enum ClientCertificates {
        /** They are not asked. */
        NONE,
        /** One that is shown must be trusted; a client without one gets in too. */
        OPTIONAL,
        /** Only a client with a trusted one gets in. */
        REQUIRED
    }

    public EndpointTlsConfig {
        if (clientCertificates != ClientCertificates.NONE && trusted.isEmpty()) {
            throw new ConfigurationException(
                    "endpoint.tls.trusted", "absent", "a PEM file with the CAs of the clients' certificates");
        }
    }

    /** A certificate with a key that is not encrypted, and no certificates of clients. */
    public static EndpointTlsConfig of(Path certificates, Path key) {
        return of(TlsIdentity.of(certificates, key));
    }

    /** No certificates of clients. */
    public static EndpointTlsConfig of(TlsIdentity identity) {
        return new EndpointTlsConfig(identity, ClientCertificates.NONE, Optional.empty());
    }

    /** Asks clients for certificates, and trusts those that a CA in this PEM file has issued. */
    public EndpointTlsConfig clientCertificates(ClientCertificates clientCertificates, Path trusted) {
        return new EndpointTlsConfig(identity, clientCertificates, Optional.of(trusted));
    }
}
