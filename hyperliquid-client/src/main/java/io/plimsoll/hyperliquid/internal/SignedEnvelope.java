package io.plimsoll.hyperliquid.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.crypto.Secp256k1;
import io.plimsoll.core.foundation.crypto.Signature;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A body of {@code POST /exchange} as the venue sees it: whom does the signature show?
 *
 * @param action as it came, key order included
 * @param nonce milliseconds
 * @param signature of the signer, or of the outer signer of a multi-sig action
 * @param vaultAddress vault or sub-account that is acted for
 * @param expiresAfter milliseconds
 */
public record SignedEnvelope(
        ObjectNode action,
        long nonce,
        Signature signature,
        Optional<Address> vaultAddress,
        Optional<Long> expiresAfter) {

    /**
     * Reads a body.
     *
     * @throws IllegalArgumentException if a part is missing or not what it must be
     */
    public static SignedEnvelope of(JsonNode body) {
        JsonNode action = body.path("action");
        if (!(action instanceof ObjectNode object)) {
            throw new IllegalArgumentException("action must be an object");
        }
        UserSignedType.text(action, "type");
        return new SignedEnvelope(
                object,
                integer(body, "nonce"),
                signature(body.path("signature")),
                absent(body, "vaultAddress")
                        ? Optional.empty()
                        : Optional.of(Address.parse(UserSignedType.text(body, "vaultAddress"))),
                absent(body, "expiresAfter") ? Optional.empty() : Optional.of(integer(body, "expiresAfter")));
    }

    private static boolean absent(JsonNode body, String field) {
        return body.path(field).isMissingNode() || body.path(field).isNull();
    }

    private static long integer(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new IllegalArgumentException(field + " must be an integer");
        }
        return value.longValue();
    }

    private static Signature signature(JsonNode signature) {
        int v = (int) integer(signature, "v");
        return new Signature(word(signature, "r"), word(signature, "s"), v - 27);
    }

    private static BigInteger word(JsonNode signature, String field) {
        String text = UserSignedType.text(signature, field);
        if (!text.matches("0x[0-9a-fA-F]{1,64}")) {
            throw new IllegalArgumentException(field + " of a signature must be up to 32 bytes of hex");
        }
        return new BigInteger(text.substring(2), 16);
    }

    /** {@code type} of the action. */
    public String type() {
        return UserSignedType.text(action, "type");
    }

    /** Whether the wallet signed it field by field; such an action takes neither vault nor expiry. */
    public boolean userSigned() {
        return UserSignedType.find(type()).isPresent();
    }

    /**
     * The address that the signature shows; of a multi-sig action the outer signer. Any wrong byte shows another address.
     * Empty if no key can have made it.
     *
     * @throws IllegalArgumentException if a field that is signed is missing or of the wrong type
     */
    public Optional<Address> signer(boolean mainnet) {
        return Secp256k1.recover(digest(mainnet), signature);
    }

    private byte[] digest(boolean mainnet) {
        if (type().equals("multiSig")) {
            byte[] hash = ActionHash.multiSigAction(action, nonce, vaultAddress, expiresAfter);
            return ActionHash.sendMultiSigDigest(mainnet, UserSignedType.text(action, "signatureChainId"), hash, nonce);
        }
        return UserSignedType.find(type())
                .map(type -> ActionHash.userDigest(type, action))
                .orElseGet(() ->
                        ActionHash.agentDigest(mainnet, ActionHash.of(action, nonce, vaultAddress, expiresAfter)));
    }

    /**
     * The addresses that the inner signatures of a multi-sig action show, in their order.
     *
     * @throws IllegalArgumentException if it is no multi-sig action, or a part is not what it must be
     */
    public List<Address> innerSigners(boolean mainnet) {
        JsonNode payload = action.path("payload");
        JsonNode inner = payload.path("action");
        Address user = Address.parse(UserSignedType.text(payload, "multiSigUser"));
        Address outer = Address.parse(UserSignedType.text(payload, "outerSigner"));
        byte[] digest = UserSignedType.find(inner.path("type").asText())
                .map(type -> ActionHash.userMultiSigDigest(type, spelledOut(type, inner), user, outer))
                .orElseGet(
                        () -> ActionHash.multiSigInner(mainnet, user, outer, inner, nonce, vaultAddress, expiresAfter));
        List<Address> signers = new ArrayList<>();
        for (JsonNode signature : action.path("signatures")) {
            signers.add(Secp256k1.recover(digest, signature(signature))
                    .orElseThrow(() -> new IllegalArgumentException("no key can have made an inner signature")));
        }
        return signers;
    }

    /** {@code userSetAbstraction} travels with one letter inside a multi-sig action, and is signed with the word. */
    private static JsonNode spelledOut(UserSignedType type, JsonNode inner) {
        if (!type.wireType().equals("userSetAbstraction")) {
            return inner;
        }
        String word = switch (inner.path("abstraction").asText()) {
            case "i" -> "disabled";
            case "u" -> "unifiedAccount";
            case "p" -> "portfolioMargin";
            default -> inner.path("abstraction").asText();
        };
        return inner.<ObjectNode>deepCopy().put("abstraction", word);
    }

    /** The type and nonce; never the signature. */
    @Override
    public String toString() {
        return "SignedEnvelope[" + type() + ", nonce " + nonce + "]";
    }
}
