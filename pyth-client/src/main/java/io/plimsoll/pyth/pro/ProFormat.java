package io.plimsoll.pyth.pro;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * Envelopes in which a payload comes.
 *
 * @see <a href="https://docs.pyth.network/price-feeds/pro/payload-reference#binary-formats--signature-schemes">formats</a>
 */
public enum ProFormat {
    /** For EVM chains: big-endian, signed with secp256k1 over keccak256. */
    EVM("evm", 0x2a22999a, ByteOrder.BIG_ENDIAN),
    /** For Solana and others: little-endian, signed with Ed25519. */
    SOLANA("solana", 0xb9011a82, ByteOrder.LITTLE_ENDIAN),
    /** Little-endian, signed with secp256k1 over keccak256. */
    LE_ECDSA("leEcdsa", 0xe4bd474d, ByteOrder.LITTLE_ENDIAN),
    /** Little-endian, not signed. */
    LE_UNSIGNED("leUnsigned", 0x0c4d6359, ByteOrder.LITTLE_ENDIAN);

    private final String wireName;
    private final int magic;
    private final ByteOrder order;

    ProFormat(String wireName, int magic, ByteOrder order) {
        this.wireName = wireName;
        this.magic = magic;
        this.order = order;
    }

    /** Its name in requests and updates. */
    public String wireName() {
        return wireName;
    }

    /** The first four bytes, read big-endian. */
    public int magic() {
        return magic;
    }

    /** Of the payload and its length. */
    public ByteOrder order() {
        return order;
    }

    /** Whether a signature comes with it. */
    public boolean isSigned() {
        return this != LE_UNSIGNED;
    }

    /** The format of a name; empty for one that is not known here. */
    public static Optional<ProFormat> of(String wireName) {
        return Arrays.stream(values())
                .filter(format -> format.wireName.equals(wireName))
                .findFirst();
    }

    /** The format that begins with four bytes, read big-endian; empty for one that is not known here. */
    public static Optional<ProFormat> of(int magic) {
        return Arrays.stream(values()).filter(format -> format.magic == magic).findFirst();
    }
}
