package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.crypto.Signer;
import io.plimsoll.hyperliquid.internal.ActionHash;
import io.plimsoll.hyperliquid.internal.UserSignedType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An action of a multi-sig account before its keys have signed it. The key that will send it makes the proposal ({@link
 * ActionSigner#propose}); the others make the same one from the same values ({@link #of}), sign it, and give their signatures to
 * the sender. Immutable.
 *
 * @param <R> what the venue answers to the action
 */
public final class MultiSigProposal<R> {
    private final HyperliquidChain chain;
    private final Address multiSigUser;
    private final Address outerSigner;
    private final Action<R> action;
    private final long nonce;
    private final Optional<Address> vault;
    private final Optional<Instant> expiresAfter;

    private MultiSigProposal(
            HyperliquidChain chain,
            Address multiSigUser,
            Address outerSigner,
            Action<R> action,
            long nonce,
            Optional<Address> vault,
            Optional<Instant> expiresAfter) {
        if (action instanceof MultiSigAction) {
            throw new IllegalArgumentException("action must not be a multi-sig action itself");
        }
        this.chain = chain;
        this.multiSigUser = multiSigUser;
        this.outerSigner = outerSigner;
        this.action = action.stamped(chain, nonce);
        this.nonce = nonce;
        this.vault = vault;
        this.expiresAfter = expiresAfter;
        ActionSigner.requireAllowed(action, vault, expiresAfter);
    }

    /**
     * A proposal.
     *
     * @param multiSigUser the account
     * @param outerSigner the key that sends it; its nonce is used
     * @param nonce milliseconds
     * @param vault vault or sub-account that is acted for
     * @param expiresAfter when the venue shall not do it any more
     * @throws IllegalArgumentException if the action takes no vault or expiry and there is one
     */
    public static <R> MultiSigProposal<R> of(
            HyperliquidChain chain,
            Address multiSigUser,
            Address outerSigner,
            Action<R> action,
            long nonce,
            Optional<Address> vault,
            Optional<Instant> expiresAfter) {
        return new MultiSigProposal<>(chain, multiSigUser, outerSigner, action, nonce, vault, expiresAfter);
    }

    /** The 32 bytes that each key signs. */
    public byte[] digest() {
        ObjectNode tree = ActionJson.tree(action);
        return action instanceof UserSignedAction
                ? ActionHash.userMultiSigDigest(
                        UserSignedType.find(action.type()).orElseThrow(), tree, multiSigUser, outerSigner)
                : ActionHash.multiSigInner(
                        chain.mainnet(),
                        multiSigUser,
                        outerSigner,
                        tree,
                        nonce,
                        vault,
                        expiresAfter.map(Instant::toEpochMilli));
    }

    /** The signature of one of the account's keys. */
    public MultiSigSignature sign(Signer signer) {
        return MultiSigSignature.of(signer.sign(digest()));
    }

    /**
     * The action with the signatures of the account's keys, ready for its sender to sign.
     *
     * @throws IllegalArgumentException if there is no signature
     */
    public MultiSigAction wrap(List<MultiSigSignature> signatures) {
        if (signatures.isEmpty()) {
            throw new IllegalArgumentException("signatures must not be empty");
        }
        ObjectNode payload = ActionJson.tree(action);
        if (action instanceof UserSetAbstractionAction abstraction) {
            // the venue wants the letter here although the word was signed
            payload.put("abstraction", abstraction.letter());
        }
        String chainId = action instanceof UserSignedAction
                ? payload.path("signatureChainId").textValue()
                : UserSignedAction.CHAIN_ID;
        return new MultiSigAction(
                chainId,
                signatures,
                new MultiSigAction.Payload(multiSigUser.hex(), outerSigner.hex(), new RawAction(payload.toString())));
    }

    /** The action, with chain and nonce set. */
    public Action<R> action() {
        return action;
    }

    /** The network. */
    public HyperliquidChain chain() {
        return chain;
    }

    /** The account. */
    public Address multiSigUser() {
        return multiSigUser;
    }

    /** The key that sends it. */
    public Address outerSigner() {
        return outerSigner;
    }

    /** Milliseconds. */
    public long nonce() {
        return nonce;
    }

    /** Vault or sub-account that is acted for. */
    public Optional<Address> vault() {
        return vault;
    }

    /** When the venue shall not do it any more. */
    public Optional<Instant> expiresAfter() {
        return expiresAfter;
    }
}
