package io.plimsoll.pyth.pro;

import io.plimsoll.core.domain.price.Attestation;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.crypto.Keccak256;
import io.plimsoll.core.foundation.crypto.PublicKey;
import io.plimsoll.core.foundation.crypto.Secp256k1;
import io.plimsoll.core.foundation.crypto.Signature;
import io.plimsoll.pyth.pro.ProVerification.Refused;
import io.plimsoll.pyth.pro.ProVerification.Verified;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Checks messages as Pyth's contracts do, without a chain: envelope, signature, signer, then the payload. Thread-safe.
 *
 * <p>ECDSA signatures with s in the upper half are refused, as the contract does; so each payload has one signature of a key.
 * What is not signed ({@link ProFormat#LE_UNSIGNED}) is never verified.
 *
 * @see <a href="https://github.com/pyth-network/pyth-crosschain/blob/main/lazer/contracts/evm/src/PythLazer.sol">PythLazer.sol</a>
 */
public final class ProVerifier {
    private static final BigInteger HALF_ORDER = Secp256k1.order().shiftRight(1);

    private final ProTrust trust;
    private final Map<Bytes32, Ed25519Key> ed25519Keys = new HashMap<>();
    /** Of trusted signers that have signed before: at most as many as are trusted. */
    private final Map<Address, PublicKey> ecdsaKeys = new ConcurrentHashMap<>();

    private record Signer(String name, Instant trustedUntil) {}

    private ProVerifier(ProTrust trust) {
        this.trust = trust;
        trust.ed25519().keySet().forEach(key -> ed25519Keys.put(key, Ed25519Key.of(key)));
    }

    /**
     * A verifier that believes these signers.
     *
     * @throws IllegalArgumentException if an Ed25519 key is none
     */
    public static ProVerifier trusting(ProTrust trust) {
        return new ProVerifier(trust);
    }

    /** Whom it believes. */
    public ProTrust trust() {
        return trust;
    }

    /**
     * Checks a signed message and reads its payload. Never throws on bad bytes.
     *
     * @param now at which the signer must be trusted still; the payload's own time proves nothing, as who has an old key can
     *     sign old times
     */
    public ProVerification verify(byte[] message, Instant now) {
        try {
            return verified(message, now);
        } catch (ProMessageException refused) {
            return new Refused(refused.reason(), String.valueOf(refused.getMessage()));
        }
    }

    /**
     * Checks the signed messages of an update, of which there must be one at least, and that they all say the same. The parsed
     * part and unsigned messages are not looked at. Never throws on bad bytes.
     *
     * @param wanted formats that must be there; unsigned ones are passed over
     * @param now at which the signers must be trusted still
     */
    public ProVerification verify(ProUpdate update, Collection<ProFormat> wanted, Instant now) {
        try {
            Optional<Verified> first = Optional.empty();
            for (ProFormat format : ProFormat.values()) {
                if (!format.isSigned()
                        || !(wanted.contains(format) || update.binary(format).isPresent())) {
                    continue;
                }
                Verified verified = verified(update, format, now);
                Verified before = first.orElse(verified);
                if (!before.payload().equals(verified.payload())) {
                    throw new ProMessageException(
                            ProReason.CONTRADICTION, before.format() + " and " + format + " say different things");
                }
                first = Optional.of(before);
            }
            return first.orElseThrow(
                    () -> new ProMessageException(ProReason.UNSIGNED, "an update without any signed message"));
        } catch (ProMessageException refused) {
            return new Refused(refused.reason(), String.valueOf(refused.getMessage()));
        }
    }

    private Verified verified(ProUpdate update, ProFormat format, Instant now) {
        byte[] message = update.message(format)
                .orElseThrow(() -> new ProMessageException(
                        ProReason.MISSING_FORMAT, "an update without the format " + format.wireName()));
        Verified verified = verified(message, now);
        if (verified.format() != format) {
            throw new ProMessageException(
                    ProReason.UNKNOWN_FORMAT, verified.format() + " in the place of " + format.wireName());
        }
        return verified;
    }

    private Verified verified(byte[] bytes, Instant now) {
        ProMessage message = ProMessage.decode(bytes);
        Signer signer;
        if (message instanceof ProMessage.Ecdsa ecdsa) {
            signer = signer(ecdsa);
        } else if (message instanceof ProMessage.Ed25519 ed25519) {
            signer = signer(ed25519);
        } else {
            throw new ProMessageException(ProReason.UNSIGNED, "nobody signed a message of " + message.format());
        }
        if (!now.isBefore(signer.trustedUntil())) {
            throw new ProMessageException(
                    ProReason.EXPIRED_SIGNER,
                    "signer " + signer.name() + " was trusted until " + signer.trustedUntil());
        }
        ProPayload payload =
                ProPayload.decode(message.payload(), message.format().order());
        return new Verified(payload, message.format(), signer.name(), new Attestation(trust.name(), 0, 1, 1));
    }

    private Signer signer(ProMessage.Ecdsa message) {
        byte[] bytes = message.signature();
        BigInteger r = new BigInteger(1, Arrays.copyOfRange(bytes, 0, 32));
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(bytes, 32, 64));
        if (s.compareTo(HALF_ORDER) > 0) {
            throw new ProMessageException(ProReason.HIGH_S, "s in the upper half");
        }
        if (message.recoveryId() > 1 || r.signum() == 0 || s.signum() == 0) {
            throw new ProMessageException(ProReason.INVALID_SIGNATURE, "recovery id or signature out of range");
        }
        byte[] digest = Keccak256.hash(message.payload());
        Address address = address(digest, new Signature(r, s, message.recoveryId()));
        Instant until = trust.ecdsa().get(address);
        if (until == null) {
            throw untrusted(address.hex());
        }
        return new Signer(address.hex(), until);
    }

    /** A key that has signed before is tried first: to check is cheaper than to recover. */
    private Address address(byte[] digest, Signature signature) {
        for (PublicKey known : ecdsaKeys.values()) {
            if (known.signed(digest, signature)) {
                return known.address();
            }
        }
        PublicKey key = PublicKey.recover(digest, signature)
                .orElseThrow(() ->
                        new ProMessageException(ProReason.INVALID_SIGNATURE, "a signature that no key can have made"));
        if (trust.ecdsa().containsKey(key.address())) {
            ecdsaKeys.put(key.address(), key);
        }
        return key.address();
    }

    private Signer signer(ProMessage.Ed25519 message) {
        Bytes32 name = Bytes32.of(message.publicKey());
        Ed25519Key key = ed25519Keys.get(name);
        Instant until = trust.ed25519().get(name);
        if (key == null || until == null) {
            throw untrusted(name.hex());
        }
        if (!key.signed(message.payload(), message.signature())) {
            throw new ProMessageException(ProReason.INVALID_SIGNATURE, "not the Ed25519 signature of " + name.hex());
        }
        return new Signer(name.hex(), until);
    }

    private ProMessageException untrusted(String signer) {
        return new ProMessageException(
                ProReason.UNTRUSTED_SIGNER, "signer " + signer + " is not trusted as " + trust.name());
    }
}
