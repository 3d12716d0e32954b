package dev.redisrouter.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * TLS towards nodes or Sentinels. Its files are read when the router starts; one that is replaced later counts from the
 * next start.
 *
 * @param verification what a server's certificate must be; {@link Verification#FULL} by default
 * @param trusted the CAs that are trusted, as PEM file; those of the JVM by default
 * @param identity the certificate that is shown to a server which asks for one; none by default
 */
public record TlsConfig(Verification verification, Optional<Path> trusted, Optional<TlsIdentity> identity) {

    /** What a server's certificate must be. */
    public enum Verification {
        /**
         * Issued by a trusted CA, and for the host name or address under which the server is connected to: for nodes,
         * that is what Sentinel announces, after {@code nodes.addressMapper}.
         */
        FULL,
        /** Issued by a trusted CA, for whatever host. */
        CA,
        /** Anything: encrypted, and open to whoever puts himself in between. */
        NONE
    }

    public static TlsConfig defaults() {
        return new TlsConfig(Verification.FULL, Optional.empty(), Optional.empty());
    }

    public TlsConfig verification(Verification verification) {
        return new TlsConfig(verification, trusted, identity);
    }

    public TlsConfig trusted(Path trusted) {
        return new TlsConfig(verification, Optional.of(trusted), identity);
    }

    public TlsConfig identity(TlsIdentity identity) {
        return new TlsConfig(verification, trusted, Optional.of(identity));
    }
}
