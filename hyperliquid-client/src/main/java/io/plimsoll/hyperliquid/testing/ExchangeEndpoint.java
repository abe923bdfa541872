package io.plimsoll.hyperliquid.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.hyperliquid.internal.SignedEnvelope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code POST /exchange}: who signed, may they, and was it not said before? What passes goes to the {@link ActionDesk}.
 * Thread-safe; signatures are checked outside the engine's lock.
 */
final class ExchangeEndpoint {
    private final Engine engine;
    private final ActionDesk desk;
    private final boolean mainnet;
    private final Map<Address, NonceWindow> nonces = new ConcurrentHashMap<>();

    ExchangeEndpoint(Engine engine, boolean mainnet) {
        this.engine = engine;
        this.desk = new ActionDesk(engine);
        this.mainnet = mainnet;
    }

    /**
     * The venue's answer.
     *
     * @throws IllegalArgumentException for what the venue cannot read; it answers 422
     */
    ObjectNode answer(JsonNode body) {
        SignedEnvelope envelope = SignedEnvelope.of(body);
        boolean multiSig = envelope.type().equals("multiSig");
        if (!multiSig && !envelope.userSigned()) {
            envelope = new SignedEnvelope(
                    CanonicalAction.of(envelope.action()),
                    envelope.nonce(),
                    envelope.signature(),
                    envelope.vaultAddress(),
                    envelope.expiresAfter());
        }
        if (envelope.userSigned()
                && (envelope.vaultAddress().isPresent()
                        || envelope.expiresAfter().isPresent())) {
            throw new IllegalArgumentException("a user-signed action takes no vault and no expiry");
        }
        if (multiSig) {
            requireReadable(envelope.action().path("payload").path("action"));
        }
        Optional<Address> signer = envelope.signer(mainnet);
        try {
            return execute(envelope, signer.orElse(Address.ZERO), multiSig);
        } catch (Refused refused) {
            return VenueJson.object().put("status", "err").put("response", refused.text());
        }
    }

    private static void requireReadable(JsonNode inner) {
        if (!(inner instanceof ObjectNode action)) {
            throw new IllegalArgumentException("payload.action");
        }
        if (CanonicalAction.knows(action.path("type").asText())) {
            CanonicalAction.of(action);
        }
    }

    private ObjectNode execute(SignedEnvelope envelope, Address signer, boolean multiSig) throws Refused {
        boolean byWallet = multiSig || envelope.userSigned();
        Optional<Address> owner = engine.read(() -> engine.account(signer)
                .or(() -> byWallet && !multiSig ? Optional.empty() : engine.masterOf(signer))
                .map(account -> account.address));
        Address actor = owner.orElseThrow(() -> new Refused(
                byWallet
                        ? "Must deposit before performing actions. User: " + signer
                        : "User or API Wallet " + signer + " does not exist."));
        if (envelope.userSigned()) {
            requireSame(envelope.action(), envelope.nonce());
        }
        long now = engine.now();
        Address acting = multiSig ? multiSigUser(envelope, signer) : actingFor(envelope, actor);
        ObjectNode action =
                multiSig ? (ObjectNode) envelope.action().path("payload").path("action") : envelope.action();
        if (envelope.expiresAfter().filter(end -> end < now).isPresent()) {
            desk.chargeExpired(acting, action);
            throw new Refused(
                    "Action expired: expiresAfter " + envelope.expiresAfter().get() + ", block time " + now);
        }
        if (!multiSig
                && engine.read(() -> engine.account(acting)
                        .filter(a -> a.multiSig.isPresent())
                        .isPresent())) {
            throw new Refused("Multi-sig required for user " + acting);
        }
        Optional<String> used =
                nonces.computeIfAbsent(signer, s -> new NonceWindow()).use(envelope.nonce(), now);
        if (used.isPresent()) {
            throw new Refused(used.get());
        }
        return desk.execute(acting, action, envelope.nonce());
    }

    private void requireSame(ObjectNode action, long nonce) throws Refused {
        JsonNode inside = action.has("time") ? action.get("time") : action.path("nonce");
        if (inside.asLong() != nonce) {
            throw new Refused("Invalid nonce: action says " + inside + ", envelope says " + nonce);
        }
        String chain = action.path("hyperliquidChain").asText();
        if (!chain.equals(mainnet ? "Mainnet" : "Testnet")) {
            throw new Refused("Invalid hyperliquidChain: " + chain);
        }
    }

    private Address actingFor(SignedEnvelope envelope, Address actor) throws Refused {
        if (envelope.vaultAddress().isEmpty() || envelope.vaultAddress().get().equals(actor)) {
            return actor;
        }
        Address vault = envelope.vaultAddress().get();
        boolean owned = engine.read(() -> engine.account(vault)
                .flatMap(account -> account.ownership)
                .filter(ownership -> ownership.owner().equals(actor))
                .isPresent());
        if (!owned) {
            throw new Refused("Vault not registered: " + vault);
        }
        return vault;
    }

    private Address multiSigUser(SignedEnvelope envelope, Address outer) throws Refused {
        JsonNode payload = envelope.action().path("payload");
        Address user = Address.parse(payload.path("multiSigUser").asText());
        if (!Address.parse(payload.path("outerSigner").asText()).equals(outer)) {
            throw new Refused("Invalid multi-sig outer signer: " + outer);
        }
        List<Address> signers =
                envelope.innerSigners(mainnet).stream().distinct().toList();
        boolean enough = engine.read(() -> engine.account(user)
                .flatMap(account -> account.multiSig)
                .filter(rule -> rule.signers().contains(outer)
                        && rule.signers().containsAll(signers)
                        && signers.size() >= rule.threshold())
                .isPresent());
        if (!enough) {
            throw new Refused("Multi-sig signatures do not authorise " + user);
        }
        return user;
    }

    /** From now on, addresses have a budget of actions. */
    void limitAddresses() {
        desk.limitAddresses();
    }

    /** What the venue says instead of doing it. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        private final String text;

        Refused(String text) {
            super(text, null, false, false);
            this.text = text;
        }

        /** The venue's words. */
        String text() {
            return text;
        }
    }
}
