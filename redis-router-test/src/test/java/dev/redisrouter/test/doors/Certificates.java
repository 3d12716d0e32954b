package dev.redisrouter.test.doors;

import dev.redisrouter.test.tls.SelfSigned;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Certificates of a test, each of which is its own CA, and sockets that use them. */
record Certificates(Path directory) {

    /** One for these addresses and {@code localhost}. */
    SelfSigned of(String name, String... addresses) throws IOException {
        return SelfSigned.create(Files.createDirectory(directory.resolve(name)), List.of(addresses));
    }

    /** A connected socket whose handshake is still to come; it trusts one certificate, and may show one. */
    static SSLSocket socket(SelfSigned trusted, SelfSigned shown, int port) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(shown), trust(trusted), null);
            return (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static KeyManager[] keys(SelfSigned shown) throws GeneralSecurityException, IOException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(shown), password(shown));
        return keys.getKeyManagers();
    }

    private static TrustManager[] trust(SelfSigned trusted) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("ca", store(trusted).getCertificate("lab"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust.getTrustManagers();
    }

    /** What {@code keytool} has written beside the PEM files. */
    private static KeyStore store(SelfSigned of) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(of.key().resolveSibling("tls.p12"))) {
            store.load(in, password(of));
        }
        return store;
    }

    private static char[] password(SelfSigned of) throws IOException {
        return Files.readString(of.key().resolveSibling("tls-password")).toCharArray();
    }
}
