package io.plimsoll.core.foundation.crypto;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Hex;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;

/** A private key held in this process. Thread-safe. Its text form shows the address only. */
public final class LocalSigner implements Signer {
    private final BigInteger privateKey;
    private final Address address;

    private LocalSigner(BigInteger privateKey) {
        this.privateKey = privateKey;
        this.address = Secp256k1.addressOf(privateKey);
    }

    /**
     * The signer of 32 bytes of hex, with or without {@code 0x}.
     *
     * @throws IllegalArgumentException if it is not a private key; the message never repeats the text
     */
    public static LocalSigner fromHex(String privateKey) {
        byte[] bytes = Hex.decode(privateKey.strip());
        if (bytes.length != 32) {
            throw new IllegalArgumentException("a private key is 32 bytes of hex, got " + bytes.length + " bytes");
        }
        return new LocalSigner(new BigInteger(1, bytes));
    }

    /**
     * The signer of a file that holds one key as hex. Keep such a file readable by its owner only.
     *
     * @throws IllegalArgumentException if the file cannot be read or holds no key
     */
    public static LocalSigner fromFile(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the key file " + file, e);
        }
        try {
            return fromHex(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("key file " + file + ": " + e.getMessage());
        }
    }

    @Override
    public Address address() {
        return address;
    }

    @Override
    public Signature sign(byte[] digest) {
        return Secp256k1.sign(privateKey, digest);
    }

    @Override
    public String toString() {
        return "LocalSigner[" + address + "]";
    }
}
