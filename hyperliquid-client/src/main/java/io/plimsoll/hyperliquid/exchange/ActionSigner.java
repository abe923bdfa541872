package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.crypto.Signature;
import io.plimsoll.core.foundation.crypto.Signer;
import io.plimsoll.hyperliquid.internal.ActionHash;
import io.plimsoll.hyperliquid.internal.MsgpackGenerator;
import io.plimsoll.hyperliquid.internal.UserSignedType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Signs actions for one account. Immutable; thread-safe if its signer is. The key may be the account's own or that of an agent;
 * an agent cannot sign {@link UserSignedAction}s.
 */
public final class ActionSigner {
    private final HyperliquidChain chain;
    private final Signer signer;
    private final Address account;
    private final Nonces nonces;
    private final Optional<Address> vault;
    private final Optional<Duration> lifetime;

    private ActionSigner(
            HyperliquidChain chain,
            Signer signer,
            Address account,
            Nonces nonces,
            Optional<Address> vault,
            Optional<Duration> lifetime) {
        this.chain = chain;
        this.signer = signer;
        this.account = account;
        this.nonces = nonces;
        this.vault = vault;
        this.lifetime = lifetime;
    }

    /**
     * Signs with the account's own key.
     *
     * @param nonces shared by all that sign with this key
     */
    public static ActionSigner of(HyperliquidChain chain, Signer signer, Nonces nonces) {
        return new ActionSigner(chain, signer, signer.address(), nonces, Optional.empty(), Optional.empty());
    }

    /** Signs with the key of an agent of {@code account}. */
    public static ActionSigner ofAgent(HyperliquidChain chain, Signer agent, Address account, Nonces nonces) {
        return new ActionSigner(chain, agent, account, nonces, Optional.empty(), Optional.empty());
    }

    /** Acts for a vault or sub-account that the account leads. */
    public ActionSigner actingFor(Address vaultOrSubAccount) {
        return new ActionSigner(chain, signer, account, nonces, Optional.of(vaultOrSubAccount), lifetime);
    }

    /**
     * With an expiry: what reaches the venue later than that after it was signed is not done. A late one costs five requests.
     *
     * @throws IllegalArgumentException if the time is not positive
     */
    public ActionSigner expiringAfter(Duration lifetime) {
        if (lifetime.isNegative() || lifetime.isZero()) {
            throw new IllegalArgumentException("lifetime must be positive, got " + lifetime);
        }
        return new ActionSigner(chain, signer, account, nonces, vault, Optional.of(lifetime));
    }

    /** The network. */
    public HyperliquidChain chain() {
        return chain;
    }

    /** The account that is acted for: the vault or sub-account if there is one. */
    public Address account() {
        return vault.orElse(account);
    }

    /**
     * Signs an action with the next nonce of the key.
     *
     * @throws IllegalArgumentException if the action takes no vault or expiry and this signer has one, a decimal has more
     *     than eight decimals, there is nothing in a batch, or it is a multi-sig action, whose keys have signed a nonce already
     * @throws NonceException if no nonce is to be had
     */
    public <R> SignedAction<R> sign(Action<R> action) {
        requireSignable(action);
        return sign(action, nonces.next(signer.address()), expiresAfter());
    }

    /**
     * Signs an action with a nonce that the caller answers for: to use up the nonce of an action whose outcome is not known.
     *
     * @param nonce milliseconds
     */
    public <R> SignedAction<R> sign(Action<R> action, long nonce) {
        Optional<Instant> expiresAfter = expiresAfter();
        requireAllowed(action, vault, expiresAfter);
        requireOwnKey(action);
        return sign(action, nonce, expiresAfter);
    }

    /** A proposal for the keys of a multi-sig account, with the next nonce of this key, which must be one of them. */
    public <R> MultiSigProposal<R> propose(Address multiSigUser, Action<R> action) {
        Optional<Instant> expiresAfter = expiresAfter();
        requireItems(action);
        requireAllowed(action, vault, expiresAfter);
        return MultiSigProposal.of(
                chain, multiSigUser, signer.address(), action, nonces.next(signer.address()), vault, expiresAfter);
    }

    /**
     * Signs the action of a multi-sig account.
     *
     * @param signatures of the account's keys
     * @throws IllegalArgumentException if the proposal names another sender or network
     */
    public <R> SignedAction<R> sign(MultiSigProposal<R> proposal, List<MultiSigSignature> signatures) {
        if (!proposal.outerSigner().equals(signer.address()) || proposal.chain() != chain) {
            throw new IllegalArgumentException("the proposal is to be sent by " + proposal.outerSigner() + " on "
                    + proposal.chain() + ", this signs for " + signer.address() + " on " + chain);
        }
        ActionSigner outer =
                new ActionSigner(chain, signer, proposal.multiSigUser(), nonces, proposal.vault(), Optional.empty());
        return outer.sign(proposal.wrap(signatures), proposal.nonce(), proposal.expiresAfter())
                .answering(proposal.action());
    }

    private Optional<Instant> expiresAfter() {
        return lifetime.map(nonces.clock().instant()::plus);
    }

    /** The next nonce of the key, for a request that is sent now. */
    Nonces.Turn turn() {
        return nonces.take(signer.address());
    }

    /** Whether {@link #sign(Action)} would refuse, found out before a nonce or a place within the limits is taken. */
    void requireSignable(Action<?> action) {
        if (action instanceof MultiSigAction) {
            throw new IllegalArgumentException("a multi-sig action is signed from its proposal");
        }
        requireItems(action);
        requireAllowed(action, vault, expiresAfter());
        requireOwnKey(action);
    }

    private static void requireItems(Action<?> action) {
        if (action.items() == 0) {
            throw new IllegalArgumentException(action.type() + " must have at least one item, got none");
        }
    }

    /** An agent's signature under such an action would show a stranger. */
    private void requireOwnKey(Action<?> action) {
        if (action instanceof UserSignedAction && !signer.address().equals(account)) {
            throw new IllegalArgumentException(
                    action.type() + " takes the account's own key, not that of its agent " + signer.address());
        }
    }

    static void requireAllowed(Action<?> action, Optional<Address> vault, Optional<Instant> expiresAfter) {
        boolean takesVault = action instanceof L1Action<?> l1 ? l1.takesVault() : action instanceof MultiSigAction;
        if (vault.isPresent() && !takesVault) {
            throw new IllegalArgumentException(action.type() + " acts for no vault or sub-account, got " + vault.get());
        }
        if (expiresAfter.isPresent() && action instanceof UserSignedAction) {
            throw new IllegalArgumentException(action.type() + " has no expiry, got " + expiresAfter.get());
        }
    }

    <R> SignedAction<R> sign(Action<R> action, long nonce, Optional<Instant> expiresAfter) {
        Action<R> stamped = action.stamped(chain, nonce);
        Optional<Long> expiry = expiresAfter.map(Instant::toEpochMilli);
        Signature signature = signer.sign(digest(stamped, nonce, expiry));
        return new SignedAction<>(stamped, stamped, nonce, account(), body(stamped, nonce, signature, expiry));
    }

    byte[] digest(Action<?> action, long nonce, Optional<Long> expiry) {
        if (action instanceof UserSignedAction) {
            return ActionHash.userDigest(UserSignedType.find(action.type()).orElseThrow(), ActionJson.tree(action));
        }
        if (action instanceof MultiSigAction multiSig) {
            byte[] hash = ActionHash.multiSigAction(ActionJson.tree(action), nonce, vault, expiry);
            return ActionHash.sendMultiSigDigest(chain.mainnet(), multiSig.signatureChainId(), hash, nonce);
        }
        MsgpackGenerator packed = ActionJson.pack(action);
        return ActionHash.agentDigest(
                chain.mainnet(), ActionHash.of(packed.buffer(), packed.size(), nonce, vault, expiry));
    }

    private byte[] body(Action<?> action, long nonce, Signature signature, Optional<Long> expiry) {
        ByteArrayBuilder out = new ByteArrayBuilder();
        try (JsonGenerator json = ActionJson.canonical().createGenerator(out)) {
            json.writeStartObject();
            json.writeFieldName("action");
            ActionJson.write(json, action);
            json.writeNumberField("nonce", nonce);
            json.writeObjectFieldStart("signature");
            json.writeStringField("r", signature.rHex());
            json.writeStringField("s", signature.sHex());
            json.writeNumberField("v", signature.v());
            json.writeEndObject();
            if (vault.isPresent()) {
                json.writeStringField("vaultAddress", vault.get().hex());
            }
            if (expiry.isPresent()) {
                json.writeNumberField("expiresAfter", expiry.get());
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    /** Network and account. */
    @Override
    public String toString() {
        return "ActionSigner[" + chain + ", " + account() + "]";
    }
}
