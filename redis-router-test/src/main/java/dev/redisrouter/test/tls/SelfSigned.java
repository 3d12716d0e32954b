package dev.redisrouter.test.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key and its self-signed certificate, made by the JDK's own {@code keytool} for the given addresses, valid for two days.
 *
 * @param certificate the certificate as PEM; who trusts this file trusts every server of the lab
 * @param key the private key as PEM (PKCS #8), readable by the directory's owner only
 * @param sockets makes sockets that trust the certificate
 */
public record SelfSigned(Path certificate, Path key, SSLSocketFactory sockets) {
    private static final String ALIAS = "lab";

    /** Makes a new key; takes about a second, the start of a JVM. */
    public static SelfSigned create(Path directory, List<String> addresses) throws IOException {
        String password = UUID.randomUUID().toString();
        Path store = directory.resolve("tls.p12");
        keytool(directory, store, password, addresses);
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, password.toCharArray());
            Certificate certificate = keys.getCertificate(ALIAS);
            Key key = keys.getKey(ALIAS, password.toCharArray());
            return new SelfSigned(
                    pem(directory.resolve("tls-certificate.pem"), "CERTIFICATE", certificate.getEncoded()),
                    pem(directory.resolve("tls-key.pem"), "PRIVATE KEY", key.getEncoded()),
                    trusting(certificate));
        } catch (GeneralSecurityException e) {
            throw new IOException("tls: the key in " + store + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static void keytool(Path directory, Path store, String password, List<String> addresses)
            throws IOException {
        String names = addresses.stream().map(address -> "ip:" + address).collect(Collectors.joining(","));
        Path passwordFile = Files.writeString(directory.resolve("tls-password"), password);
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-J-XX:TieredStopAtLevel=1",
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-validity",
                        "2",
                        "-dname",
                        "CN=redis-lab",
                        "-ext",
                        "san=dns:localhost," + names,
                        "-ext",
                        "bc=ca:true",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass:file",
                        passwordFile.toString())
                .redirectErrorStream(true)
                .start();
        keytool.getOutputStream().close();
        String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
        if (keytool.onExit().join().exitValue() != 0) {
            throw new IOException("tls: keytool failed: " + said.strip());
        }
    }

    private static SSLSocketFactory trusting(Certificate certificate) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry(ALIAS, certificate);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    private static Path pem(Path file, String type, byte[] der) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(
                file, "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n", US_ASCII);
    }
}
