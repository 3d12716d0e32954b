package dev.redisrouter.core.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisrouter.config.TlsIdentity;
import dev.redisrouter.error.ConfigurationException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a file is said with its key, its path and what was expected, and without what is secret. */
class PemFilesTest {
    private static final PemFiles FILES = new PemFiles("nodes.tls");

    /** A key that was made for this test, and is the key of nothing. */
    private static final String PLAIN = """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgx+cQ+Dr5VcLYqYDD
            hx2IPgFVCv9+P/RbytBTAFj+qJyhRANCAASi7icjM8rnkPw755P35KKI2R5G+4yD
            fj26WChzZ8LYHAego7HHf9Dm4dCjhHaCE9+UXKT1OXN8e4k56PbwH+zW
            -----END PRIVATE KEY-----
            """;

    private static final String ENCRYPTED_BY_DEFAULT = """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjDTnLJtAX2igICCAAw
            DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEPnHO3TCDGeR18vOzuzb/VcEgZBR
            KHeutR5x4AnxsB/5DOz7KAJqHOdO6Wk4JSTDkfYEcsQq4EJ/QCslRfI0ZdonewzR
            FL44xx1lYeNdBCRUFYAYl0JXir5LM7zMUnqUJu+97l4SSwjrdNVVXEVg1YeXHSBz
            q+aEYdQprLoK0IOhQ4vjnD3HZhXT2t2+Pw7jPpS0ERb/Vp6PoZOpOBNN9aOPU2U=
            -----END ENCRYPTED PRIVATE KEY-----
            """;

    private static final String ENCRYPTED_OTHERWISE = """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjtyBKAWf+cyAICCAAw
            DAYIKoZIhvcNAgsFADAdBglghkgBZQMEAQIEEMYZ3tDu9rDw4ykLglPJ2D0EgZCx
            qM51j+PbJqecgN2fJzftUkTfM0olEox9dfSuyGkqZO5tHW3bBg92EpsIQkFeO214
            TDptYxtXVxvh9FoNjEKTxQkOpIjEDqTiZOtXXSgXHXqUujNNTrNRcyYcJLavE1Dt
            An5u22lD2ijQr1Az+x3qvyTmSNNS74xHy/lHuV4NMq1WRCLeM0fyFb3ZXuRPBYE=
            -----END ENCRYPTED PRIVATE KEY-----
            """;

    private static final String ENCRYPTED_AS_OF_OLD = """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MIGxMBwGCiqGSIb3DQEMAQMwDgQI1HZ7D8n/pOgCAggABIGQv0VThn+CllEA2K0/
            tjqepz1lwxsFwmOUZraMu2gdsPPJGLN/LBx58UCjkJkzDJo9iD9oqf4ij7aECeT9
            qoURFSrj1ZZlbucXWX37nLt8q+JS7WS/RqtULYhjtyCB8MDyy5SZXP6AmKR+QhyK
            KtlKfyDgq7t/xzORy0vpRJuNuSqWvoKBY49DpjHEPcbHDE88
            -----END ENCRYPTED PRIVATE KEY-----
            """;

    @TempDir
    private static Path directory;

    private static TestCertificate ec;
    private static TestCertificate rsa;

    @BeforeAll
    static void makeCertificates() throws IOException, GeneralSecurityException {
        ec = TestCertificate.create(directory, "ec", "EC");
        rsa = TestCertificate.create(directory, "rsa", "RSA");
    }

    @Test
    void trustsEveryCertificateInAFile() throws IOException {
        Path both = Files.writeString(
                directory.resolve("both.pem"),
                "# two of them\n" + Files.readString(ec.certificate()) + Files.readString(rsa.certificate()));

        assertThat(((X509TrustManager)
                                FILES.trusting(Optional.of(both)).orElseThrow().getTrustManagers()[0])
                        .getAcceptedIssuers())
                .hasSize(2);
        assertThat(FILES.trusting(Optional.empty())).isEmpty();
    }

    @Test
    void readsKeysOfBothKinds() {
        for (TestCertificate one : new TestCertificate[] {ec, rsa}) {
            assertThat(shown(TlsIdentity.of(one.certificate(), one.key()))).isEqualTo(one.secret());
        }
    }

    /** As OpenSSL 3 encrypts by default, with other algorithms of its newer scheme, and with its older one. */
    @ParameterizedTest
    @ValueSource(strings = {ENCRYPTED_BY_DEFAULT, ENCRYPTED_OTHERWISE, ENCRYPTED_AS_OF_OLD})
    void opensAnEncryptedKey(String pem) throws IOException, GeneralSecurityException, CertificateException {
        PublicKey ofItsKind = CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(ec.certificate())))
                .getPublicKey();
        PrivateKey plain = PemKey.read(PLAIN, Optional.empty(), ofItsKind);

        assertThat(PemKey.read(pem, Optional.of("s3cret"), ofItsKind)).isEqualTo(plain);
        Path file = Files.writeString(directory.resolve("encrypted.pem"), pem);
        TlsIdentity identity = TlsIdentity.of(ec.certificate(), file);
        assertRefused(
                identity,
                "nodes.tls.identity.key: " + file + " (expected: its password in keyPassword, since it is encrypted)");
        assertRefused(
                identity.keyPassword("not-the-s3cret"),
                "nodes.tls.identity.key: " + file + " (expected: a key that opens with keyPassword)");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Path none = directory.resolve("none.pem");

        assertThatThrownBy(() -> FILES.trusting(Optional.of(none)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("nodes.tls.trusted: " + none + " (expected: a file that can be read)");
        assertRefused(
                TlsIdentity.of(none, ec.key()),
                "nodes.tls.identity.certificates: " + none + " (expected: a file that can be read)");
        assertRefused(
                TlsIdentity.of(ec.certificate(), none),
                "nodes.tls.identity.key: " + none + " (expected: a file that can be read)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no certificate",
                "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\nMIIB",
                "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n"
            })
    void aFileWithoutACertificateIsRefused(String content) throws IOException {
        Path file = Files.writeString(directory.resolve("bad.pem"), content);
        String expected = " (expected: a PEM file with one or more certificates)";

        assertThatThrownBy(() -> FILES.trusting(Optional.of(file)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("nodes.tls.trusted: " + file + expected);
        assertRefused(TlsIdentity.of(file, ec.key()), "nodes.tls.identity.certificates: " + file + expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
                "-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----\n",
                "-----BEGIN EC PRIVATE KEY-----\nMIIB\n-----END EC PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\nMIIB\n",
            })
    void aFileWithoutAKeyIsRefused(String content) throws IOException {
        Path file = Files.writeString(directory.resolve("bad-key.pem"), content);

        assertRefused(
                TlsIdentity.of(ec.certificate(), file),
                "nodes.tls.identity.key: " + file + " (expected: a PKCS #8 key in PEM, BEGIN PRIVATE KEY or BEGIN"
                        + " ENCRYPTED PRIVATE KEY, as 'openssl pkcs8 -topk8' writes)");
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() throws IOException, GeneralSecurityException {
        TestCertificate other = TestCertificate.create(directory, "other", "EC");

        assertRefused(
                TlsIdentity.of(ec.certificate(), other.key()),
                "nodes.tls.identity.key: " + other.key() + " (expected: the key of the first certificate in "
                        + ec.certificate() + ")");
        assertRefused(
                TlsIdentity.of(rsa.certificate(), ec.key()),
                "nodes.tls.identity.key: " + ec.key() + " (expected: a key for RSA, as the first certificate has)");
        assertThatCode(() -> FILES.showing(TlsIdentity.of(other.certificate(), other.key())))
                .doesNotThrowAnyException();
    }

    private static Object shown(TlsIdentity identity) {
        return ((X509ExtendedKeyManager) FILES.showing(identity).getKeyManagers()[0]).getPrivateKey("identity");
    }

    private static void assertRefused(TlsIdentity identity, String message) {
        assertThatThrownBy(() -> FILES.showing(identity))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(message)
                .satisfies(thrown -> {
                    StringWriter everything = new StringWriter();
                    thrown.printStackTrace(new PrintWriter(everything));
                    assertThat(everything.toString()).doesNotContain("s3cret");
                });
    }
}
