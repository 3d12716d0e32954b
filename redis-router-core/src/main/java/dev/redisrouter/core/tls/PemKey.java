package dev.redisrouter.core.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A private key in a PEM file. The messages of what it throws say what was expected, and show nothing of the key. */
final class PemKey {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final String EXPECTED =
            "a PKCS #8 key in PEM, BEGIN PRIVATE KEY or BEGIN ENCRYPTED PRIVATE KEY, as 'openssl pkcs8 -topk8' writes";

    private PemKey() {}

    /**
     * The first private key in {@code pem}.
     *
     * @param match the public key to which it should belong, whose algorithm it has
     */
    static PrivateKey read(String pem, Optional<String> password, PublicKey match) throws GeneralSecurityException {
        Matcher block = BLOCK.matcher(pem);
        if (!block.find()) {
            throw new InvalidKeyException(EXPECTED);
        }
        byte[] der = decode(block.group(2));
        return switch (block.group(1)) {
            case "PRIVATE KEY" -> key(new PKCS8EncodedKeySpec(der), match);
            case "ENCRYPTED PRIVATE KEY" ->
                key(
                        decrypt(
                                der,
                                password.orElseThrow(() ->
                                        new InvalidKeyException("its password in keyPassword, since it is encrypted"))),
                        match);
            default -> throw new InvalidKeyException(EXPECTED);
        };
    }

    private static byte[] decode(String base64) throws InvalidKeyException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new InvalidKeyException(EXPECTED, e);
        }
    }

    private static PrivateKey key(PKCS8EncodedKeySpec spec, PublicKey match) throws GeneralSecurityException {
        try {
            return KeyFactory.getInstance(match.getAlgorithm()).generatePrivate(spec);
        } catch (InvalidKeySpecException e) {
            throw new InvalidKeySpecException(
                    "a key for " + match.getAlgorithm() + ", as the first certificate has", e);
        }
    }

    private static PKCS8EncodedKeySpec decrypt(byte[] der, String password) throws GeneralSecurityException {
        try {
            EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(der);
            // with PBES2 the name of the whole algorithm stands in its parameters alone
            String algorithm = encrypted.getAlgName().startsWith("PBES2")
                            || encrypted.getAlgName().equals("1.2.840.113549.1.5.13")
                    ? encrypted.getAlgParameters().toString()
                    : encrypted.getAlgName();
            SecretKey secret =
                    SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password.toCharArray()));
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(Cipher.DECRYPT_MODE, secret, encrypted.getAlgParameters());
            return encrypted.getKeySpec(cipher);
        } catch (IOException | GeneralSecurityException e) {
            throw new InvalidKeyException("a key that opens with keyPassword", e);
        }
    }

    /** True when what the one signs is verified by the other; also for algorithms of which that cannot be said. */
    static boolean belongTogether(PrivateKey secret, PublicKey open) {
        String algorithm = switch (open.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "";
        };
        if (algorithm.isEmpty()) {
            return true;
        }
        byte[] words = {1, 2, 3};
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(secret);
            signature.update(words);
            byte[] signed = signature.sign();
            signature.initVerify(open);
            signature.update(words);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            // of another length, or of another curve
            return false;
        }
    }
}
