package dev.redisrouter.config;

import dev.redisrouter.error.ConfigurationException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Who a side of a TLS connection is: a certificate and its private key, both PEM files that are read when the router
 * starts. Never shows the password in {@link #toString}.
 *
 * @param certificates the certificate, followed by those that lead to its CA
 * @param key the private key of the first certificate as PKCS #8: {@code BEGIN PRIVATE KEY}, or {@code BEGIN ENCRYPTED
 *     PRIVATE KEY} with a password
 * @param keyPassword of an encrypted key; none by default
 */
public record TlsIdentity(Path certificates, Path key, Optional<String> keyPassword) {

    public TlsIdentity {
        if (keyPassword.isPresent() && keyPassword.get().isEmpty()) {
            throw new ConfigurationException("tls.identity.keyPassword", "''", "the password of " + key);
        }
    }

    /** A certificate with a key that is not encrypted. */
    public static TlsIdentity of(Path certificates, Path key) {
        return new TlsIdentity(certificates, key, Optional.empty());
    }

    public TlsIdentity keyPassword(String keyPassword) {
        return new TlsIdentity(certificates, key, Optional.of(keyPassword));
    }

    @Override
    public String toString() {
        return "TlsIdentity[" + certificates + ", " + key + (keyPassword.isPresent() ? ", ***]" : "]");
    }
}
