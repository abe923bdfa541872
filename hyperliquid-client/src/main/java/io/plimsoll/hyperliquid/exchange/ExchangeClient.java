package io.plimsoll.hyperliquid.exchange;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.kit.http.HttpJson;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Lane;
import io.plimsoll.hyperliquid.info.InfoClient;
import io.plimsoll.hyperliquid.info.UserRateLimit;
import io.plimsoll.hyperliquid.limit.AddressBudget;
import io.plimsoll.hyperliquid.limit.IpBudget;
import io.plimsoll.hyperliquid.limit.VenueLimits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import okhttp3.HttpUrl;

/**
 * Typed actions of one account, over HTTP or another {@link ActionTransport}. Immutable and thread-safe; calls block until the
 * answer is decoded. Nothing is ever sent twice. Every action is {@link Lane#URGENT}: polling never takes the last of the budget.
 *
 * <p>Errors say what may have happened: {@link ActionRefused} (nothing was done, the venue says why), {@link OutcomeUnknown} (it may
 * have been done), any other {@link SourceException} (it was not done: not sent, rate limited, or refused by status), {@link
 * NonceException} and {@link IllegalArgumentException} (not signed). A batch that was taken has an outcome for each item.
 */
public final class ExchangeClient {
    private final ActionTransport transport;
    private final ActionSigner signer;
    private final VenueLimits limits;
    private final Duration patience;

    private ExchangeClient(ActionTransport transport, ActionSigner signer, VenueLimits limits, Duration patience) {
        this.transport = transport;
        this.signer = signer;
        this.limits = limits;
        this.patience = patience;
    }

    /**
     * Calls {@code base + "exchange"} over HTTP.
     *
     * @param limits of the IP address and the accounts
     * @param patience how long an action may wait for its place within the limits
     */
    public static ExchangeClient of(
            HttpJson http, HttpUrl base, ActionSigner signer, VenueLimits limits, Duration patience) {
        HttpUrl url = base.newBuilder().addPathSegment("exchange").build();
        return over(envelope -> http.postForBytes(url, envelope), signer, limits, patience);
    }

    /**
     * Sends over something else, such as a websocket.
     *
     * @param limits of the IP address and the accounts; the weight of an action is taken from them here
     * @param patience how long an action may wait for its place within the limits
     */
    public static ExchangeClient over(
            ActionTransport transport, ActionSigner signer, VenueLimits limits, Duration patience) {
        return new ExchangeClient(transport, signer, limits, patience);
    }

    /** The same for a vault or sub-account that the account leads. */
    public ExchangeClient actingFor(Address vaultOrSubAccount) {
        return new ExchangeClient(transport, signer.actingFor(vaultOrSubAccount), limits, patience);
    }

    /** The same with an expiry: {@link ActionSigner#expiringAfter}. */
    public ExchangeClient expiringAfter(Duration lifetime) {
        return new ExchangeClient(transport, signer.expiringAfter(lifetime), limits, patience);
    }

    /** What signs, for actions that are sent another way. */
    public ActionSigner signer() {
        return signer;
    }

    /**
     * Signs an action with the next nonce, sends it and reads the answer. It waits for its place within the limits before it is
     * signed, so that it does not grow old in the queue.
     *
     * @throws ActionRefused if the venue refused all of it
     * @throws OutcomeUnknown if it may have been done
     */
    public <R> R submit(Action<R> action) {
        signer.requireSignable(action);
        try (IpBudget.Permit permit = place(action, signer.account());
                Nonces.Turn turn = signer.turn()) {
            return post(signer.sign(action, turn.nonce()), permit);
        }
    }

    /**
     * Sends an action of a multi-sig account.
     *
     * @param signatures of the account's keys
     * @throws ActionRefused if the venue refused all of it
     * @throws OutcomeUnknown if it may have been done
     */
    public <R> R submit(MultiSigProposal<R> proposal, List<MultiSigSignature> signatures) {
        return send(signer.sign(proposal, signatures));
    }

    /**
     * Sends what is signed already, once.
     *
     * @throws ActionRefused if the venue refused all of it
     * @throws OutcomeUnknown if it may have been done
     */
    public <R> R send(SignedAction<R> signed) {
        try (IpBudget.Permit permit = place(signed.asked(), signed.account())) {
            return post(signed, permit);
        }
    }

    /**
     * Asks the venue what the account has used and may use of its requests (weight 20), so that {@link VenueLimits#address its
     * budget} knows too and holds back what the venue would refuse. From then on that budget counts what is sent here, what the
     * account earns by orders that trade at once on perps of the main dex, and any refusal; what it earns or uses otherwise is
     * only known after another call. Call it at the start, and from time to time.
     *
     * @throws SourceException if there is no answer; nothing has changed then
     */
    public void refreshBudget(InfoClient info) {
        UserRateLimit told = info.fetch(UserRateLimit.of(signer.account()));
        long bought = told.nRequestsSurplus() == null ? 0 : told.nRequestsSurplus();
        limits.address(signer.account()).update(told.nRequestsUsed() - bought, told.nRequestsCap());
    }

    private IpBudget.Permit place(Action<?> action, Address account) {
        int requests = Math.max(1, action.items());
        AddressBudget budget = limits.address(account);
        if (cancels(action)) {
            budget.acquireCancels(requests, patience);
        } else {
            budget.acquire(requests, patience);
        }
        try {
            return limits.ip().acquire(Lane.URGENT, patience, IpBudget.exchangeWeight(action.items()), 0);
        } catch (RuntimeException e) {
            budget.unused(requests);
            throw e;
        }
    }

    private static boolean cancels(Action<?> action) {
        return action instanceof CancelAction || action instanceof CancelByCloidAction;
    }

    private <R> R post(SignedAction<R> signed, IpBudget.Permit permit) {
        byte[] answer;
        try {
            answer = transport.send(signed.body());
        } catch (SourceException e) {
            throw signed.failed(e);
        }
        permit.settle(0);
        AddressBudget budget = limits.address(signed.account());
        try {
            R result = signed.read(answer);
            budget.traded(earned(signed.asked(), result));
            return result;
        } catch (ActionRefused refused) {
            if (refused.reason() == RefusalReason.TOO_MANY_REQUESTS) {
                if (cancels(signed.asked())) {
                    budget.cancelsExhausted();
                } else {
                    budget.exhausted();
                }
            }
            throw refused;
        }
    }

    /** What traded at once, in USDC; only of perps of the main dex, as other markets may have another quote token. */
    private static BigDecimal earned(Action<?> action, Object result) {
        List<OrderAction.Order> orders = action instanceof OrderAction order
                ? order.orders()
                : action instanceof BatchModifyAction batch
                        ? batch.modifies().stream()
                                .map(BatchModifyAction.Modify::order)
                                .toList()
                        : List.of();
        BigDecimal sum = BigDecimal.ZERO;
        if (result instanceof List<?> outcomes) {
            for (int i = 0; i < orders.size(); i++) {
                if (outcomes.get(i) instanceof OrderOutcome.Filled filled
                        && new AssetId(orders.get(i).a()).mainPerp()) {
                    sum = sum.add(filled.totalSz().multiply(filled.avgPx()));
                }
            }
        }
        return sum;
    }
}
