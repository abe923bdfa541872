package io.plimsoll.hyperliquid.internal;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.crypto.Eip712;
import io.plimsoll.core.foundation.crypto.Eip712.Domain;
import io.plimsoll.core.foundation.crypto.Keccak256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is signed under an action: its bytes, their hash, and the digests of both signing schemes. Thread-safe, no state but a
 * cache of domain separators.
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/signing">signing</a>
 */
public final class ActionHash {
    private static final ObjectMapper TREES = new JsonMapper();

    /** Of {@code Exchange}, version 1, chain 1337, contract 0. */
    private static final byte[] AGENT_DOMAIN =
            Domain.of("Exchange", "1", 1337, Address.ZERO).separator();

    private static final byte[] AGENT_TYPE = keccak("Agent(string source,bytes32 connectionId)");
    private static final byte[] MAINNET_SOURCE = keccak("a");
    private static final byte[] TESTNET_SOURCE = keccak("b");
    private static final Map<String, byte[]> USER_DOMAINS = new ConcurrentHashMap<>();

    private ActionHash() {}

    /**
     * The MessagePack bytes of a JSON tree, keys in its order.
     *
     * @throws IllegalArgumentException if it has a number that is no integer of 64 bits
     */
    public static byte[] pack(JsonNode tree) {
        MsgpackGenerator generator = new MsgpackGenerator(TREES);
        try {
            TREES.writeTree(generator, tree);
        } catch (JsonMappingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return generator.toBytes();
    }

    /** The hash of an action given as JSON tree: {@link #of(byte[], int, long, Optional, Optional)}. */
    public static byte[] of(JsonNode action, long nonce, Optional<Address> vault, Optional<Long> expiresAfter) {
        byte[] packed = pack(action);
        return of(packed, packed.length, nonce, vault, expiresAfter);
    }

    /**
     * keccak256(packed ‖ nonce ‖ (0 | 1 ‖ vault) ‖ (nothing | 0 ‖ expiresAfter)), times as 8 bytes, big-endian.
     *
     * @param packed MessagePack of the action in its first {@code length} bytes
     * @param nonce milliseconds
     * @param vault the vault or sub-account that is acted for
     * @param expiresAfter milliseconds
     */
    public static byte[] of(
            byte[] packed, int length, long nonce, Optional<Address> vault, Optional<Long> expiresAfter) {
        byte[] tail = new byte[8 + 1 + (vault.isPresent() ? 20 : 0) + (expiresAfter.isPresent() ? 9 : 0)];
        putLong(tail, 0, nonce);
        int at = 9;
        if (vault.isPresent()) {
            tail[8] = 1;
            System.arraycopy(vault.get().toBytes(), 0, tail, at, 20);
            at += 20;
        }
        if (expiresAfter.isPresent()) {
            putLong(tail, at + 1, expiresAfter.get());
        }
        return Keccak256.hash(length == packed.length ? packed : Arrays.copyOf(packed, length), tail);
    }

    /** What a signer of an L1 action signs: {@code Agent(source, connectionId)}, the connection being the action's hash. */
    public static byte[] agentDigest(boolean mainnet, byte[] actionHash) {
        return Eip712.digest(
                AGENT_DOMAIN, Keccak256.hash(AGENT_TYPE, mainnet ? MAINNET_SOURCE : TESTNET_SOURCE, actionHash));
    }

    /**
     * What each signer of a multi-sig account signs for an L1 action.
     *
     * @param action as in the payload
     */
    public static byte[] multiSigInner(
            boolean mainnet,
            Address multiSigUser,
            Address outerSigner,
            JsonNode action,
            long nonce,
            Optional<Address> vault,
            Optional<Long> expiresAfter) {
        JsonNode signed = TREES.createArrayNode()
                .add(multiSigUser.hex())
                .add(outerSigner.hex())
                .add(action);
        return agentDigest(mainnet, of(signed, nonce, vault, expiresAfter));
    }

    /** The hash of the wrapping action without its {@code type}, which the outer signature covers. */
    public static byte[] multiSigAction(
            ObjectNode wrapper, long nonce, Optional<Address> vault, Optional<Long> expiresAfter) {
        return of(wrapper.deepCopy().without("type"), nonce, vault, expiresAfter);
    }

    /** What the outer signer of a multi-sig action signs. */
    public static byte[] sendMultiSigDigest(
            boolean mainnet, String signatureChainId, byte[] multiSigActionHash, long nonce) {
        return Eip712.digest(
                userDomain(signatureChainId),
                UserSignedType.SEND_MULTI_SIG.hash(Map.of(
                        "hyperliquidChain",
                        mainnet ? "Mainnet" : "Testnet",
                        "multiSigActionHash",
                        multiSigActionHash,
                        "nonce",
                        nonce)));
    }

    /** What the signer of a user-signed action given as JSON tree signs. */
    public static byte[] userDigest(UserSignedType type, JsonNode action) {
        return Eip712.digest(userDomain(chainId(action)), type.hash(type.values(action)));
    }

    /** What each signer of a multi-sig account signs for a user-signed action. */
    public static byte[] userMultiSigDigest(
            UserSignedType type, JsonNode action, Address multiSigUser, Address outerSigner) {
        UserSignedType inner = type.forMultiSig();
        Map<String, Object> values = type.values(action);
        values.put("payloadMultiSigUser", multiSigUser);
        values.put("outerSigner", outerSigner);
        return Eip712.digest(userDomain(chainId(action)), inner.hash(values));
    }

    private static String chainId(JsonNode action) {
        return UserSignedType.text(action, "signatureChainId");
    }

    /**
     * The separator of {@code HyperliquidSignTransaction}, version 1, contract 0.
     *
     * @param signatureChainId hexadecimal
     * @throws IllegalArgumentException if it is not
     */
    public static byte[] userDomain(String signatureChainId) {
        // what a stranger may send is not kept for ever
        if (USER_DOMAINS.size() > 1000) {
            USER_DOMAINS.clear();
        }
        return USER_DOMAINS
                .computeIfAbsent(
                        signatureChainId,
                        id -> Domain.of("HyperliquidSignTransaction", "1", parseChainId(id), Address.ZERO)
                                .separator())
                .clone();
    }

    private static long parseChainId(String id) {
        if (!id.matches("0x[0-9a-fA-F]{1,15}")) {
            throw new IllegalArgumentException("signatureChainId must be a number in hexadecimal, got " + id);
        }
        return Long.parseLong(id.substring(2), 16);
    }

    private static void putLong(byte[] bytes, int at, long value) {
        for (int i = 0; i < 8; i++) {
            bytes[at + i] = (byte) (value >>> (56 - 8 * i));
        }
    }

    private static byte[] keccak(String text) {
        return Keccak256.hash(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Hexadecimal text of {@code 0x} without leading zeros, as a multi-sig action lists the parts of a signature. */
    public static String trimmed(String padded) {
        String digits = padded.substring(2).replaceFirst("^0+(?=.)", "");
        return "0x" + digits;
    }
}
