package dev.redisrouter.core.tls;

import dev.redisrouter.config.TlsIdentity;
import dev.redisrouter.error.ConfigurationException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * Reads PEM files; each failure names the key of the configuration, the file and what was expected in it.
 *
 * @param key the dotted name of the TLS record, such as {@code nodes.tls}
 */
record PemFiles(String key) {
    private static final String CERTIFICATES = "a PEM file with one or more certificates";

    /** Who trusts the CAs in this file; empty without one, which stands for the JVM's. */
    Optional<TrustManagerFactory> trusting(Optional<Path> trusted) {
        return trusted.map(file -> {
            List<Certificate> authorities = certificates(key + ".trusted", file);
            try {
                KeyStore store = emptyStore();
                for (Certificate authority : authorities) {
                    store.setCertificateEntry("ca-" + store.size(), authority);
                }
                TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                trust.init(store);
                return trust;
            } catch (GeneralSecurityException | IOException e) {
                throw new ConfigurationException(key + ".trusted", file, CERTIFICATES, e);
            }
        });
    }

    /** Who shows this certificate. */
    KeyManagerFactory showing(TlsIdentity identity) {
        List<Certificate> chain = certificates(key + ".identity.certificates", identity.certificates());
        PrivateKey secret = privateKey(identity, chain.get(0));
        // the store is never written anywhere
        char[] password = new char[0];
        try {
            KeyStore store = emptyStore();
            store.setKeyEntry("identity", secret, password, chain.toArray(Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            return keys;
        } catch (GeneralSecurityException | IOException e) {
            throw new ConfigurationException(
                    key + ".identity.certificates",
                    identity.certificates(),
                    "a certificate and those that lead to its CA, in this order",
                    e);
        }
    }

    private PrivateKey privateKey(TlsIdentity identity, Certificate certificate) {
        String name = key + ".identity.key";
        PrivateKey secret;
        try {
            secret = PemKey.read(text(name, identity.key()), identity.keyPassword(), certificate.getPublicKey());
        } catch (GeneralSecurityException e) {
            throw new ConfigurationException(name, identity.key(), String.valueOf(e.getMessage()), e);
        }
        if (!PemKey.belongTogether(secret, certificate.getPublicKey())) {
            throw new ConfigurationException(
                    name, identity.key(), "the key of the first certificate in " + identity.certificates());
        }
        return secret;
    }

    private static List<Certificate> certificates(String name, Path file) {
        byte[] pem = text(name, file).getBytes(StandardCharsets.ISO_8859_1);
        try {
            List<Certificate> found = List.copyOf(
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)));
            if (found.isEmpty()) {
                throw new ConfigurationException(name, file, CERTIFICATES);
            }
            return found;
        } catch (CertificateException e) {
            throw new ConfigurationException(name, file, CERTIFICATES, e);
        }
    }

    private static String text(String name, Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new ConfigurationException(name, file, "a file that can be read", e);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
