package io.plimsoll.hyperliquid.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.core.domain.position.MarginMode;
import io.plimsoll.core.domain.position.SpotBalance;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.hyperliquid.testing.FakeAccount.FakePosition;
import io.plimsoll.hyperliquid.testing.VenueLedger.Fill;
import io.plimsoll.hyperliquid.testing.VenueLedger.Order;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An account as the engine keeps it. Guarded by the engine's lock. */
final class VenueAccount {
    static final String USDC = "USDC";
    private static final int PRICE_DECIMALS = 10;
    static final int FREE_REQUESTS = 10_000;
    private static final int KEPT_FILLS = 200_000;
    private static final int KEPT_UPDATES = 200_000;
    private static final int KEPT_ENDED_ORDERS = 20_000;
    private static final int KEPT_EVENTS = 10_000;

    /**
     * How much leverage the owner wants on a market.
     *
     * @param value at least 1
     * @param mode cross or isolated
     */
    record Leverage(int value, MarginMode mode) {}

    /** An open position. The cost basis is exact, so that cash is conserved to the last decimal. */
    static final class Holding {
        final BigDecimal size;
        /** Signed size times average entry price, USDC. */
        final BigDecimal basis;

        final Leverage leverage;
        final BigDecimal isolatedMargin;

        Holding(BigDecimal size, BigDecimal basis, Leverage leverage, BigDecimal isolatedMargin) {
            this.size = size;
            this.basis = basis;
            this.leverage = leverage;
            this.isolatedMargin = isolatedMargin;
        }

        /** To ten decimals, as the venue prints nothing finer. */
        BigDecimal entryPrice() {
            BigDecimal exact = basis.divide(size, MathContext.DECIMAL128);
            return exact.scale() > PRICE_DECIMALS ? exact.setScale(PRICE_DECIMALS, RoundingMode.HALF_EVEN) : exact;
        }

        Holding withLeverage(Leverage other) {
            return new Holding(size, basis, other, isolatedMargin);
        }

        Holding withMargin(BigDecimal other) {
            return new Holding(size, basis, leverage, other);
        }
    }

    /**
     * What a sub-account or vault is to its owner.
     *
     * @param owner master or leader
     * @param role {@code subAccount} or {@code vault}
     * @param name given by the owner
     */
    record Ownership(Address owner, String role, String name) {}

    /**
     * Who may sign for an account.
     *
     * @param name empty for the one unnamed agent
     * @param validUntil ms; {@link Long#MAX_VALUE} without an end
     */
    record Agent(String name, long validUntil) {}

    /**
     * Who must sign together for an account.
     *
     * @param signers allowed
     * @param threshold how many of them
     */
    record MultiSig(List<Address> signers, int threshold) {
        MultiSig {
            signers = List.copyOf(signers);
        }
    }

    final Address address;
    Optional<MultiSig> multiSig = Optional.empty();
    String abstraction = "disabled";
    Optional<Ownership> ownership = Optional.empty();
    BigDecimal collateral = BigDecimal.ZERO;
    BigDecimal reserved = BigDecimal.ZERO;
    final Map<String, Holding> holdings = new LinkedHashMap<>();
    final Map<String, BigDecimal> tokens = new LinkedHashMap<>();
    final Map<String, BigDecimal> holds = new HashMap<>();
    final Map<String, Leverage> leverages = new HashMap<>();
    final Map<Long, VenueOrder> orders = new LinkedHashMap<>();
    final Map<String, VenueOrder> byCloid = new LinkedHashMap<>();
    private final Map<Long, VenueOrder> ended = new LinkedHashMap<>();
    final Map<Address, Agent> agents = new LinkedHashMap<>();
    final Map<Address, Integer> builders = new HashMap<>();
    final Map<Address, BigDecimal> vaultShares = new LinkedHashMap<>();
    /** Until when what was put into a vault stays there, ms. */
    final Map<Address, Long> vaultLocks = new HashMap<>();

    final History<Fill> fills = new History<>(KEPT_FILLS);
    final History<Order> updates = new History<>(KEPT_UPDATES);
    final History<ObjectNode> ledger = new History<>(KEPT_EVENTS);
    final History<ObjectNode> fundings = new History<>(KEPT_EVENTS);
    final History<ObjectNode> twapHistory = new History<>(KEPT_EVENTS);
    final Map<Long, ObjectNode> twaps = new LinkedHashMap<>();
    long requests;
    long boughtRequests;
    /** What refused actions cost of the budget beside {@link #requests}. */
    long penalties;

    /** When an exhausted budget last let a request through, ms. */
    long lastGranted;

    BigDecimal volume = BigDecimal.ZERO;
    long scheduledCancel = Long.MAX_VALUE;
    long cancelDay;
    int cancelsToday;

    VenueAccount(Address address) {
        this.address = address;
    }

    /** Puts the account into the state of {@code account}; its orders and history stay. */
    void become(FakeAccount account) {
        abstraction = account.abstraction();
        collateral = account.collateral();
        holdings.clear();
        tokens.clear();
        holds.clear();
        for (FakePosition position : account.positions()) {
            Leverage leverage = new Leverage(position.leverage(), position.mode());
            leverages.put(position.coin(), leverage);
            holdings.put(
                    position.coin(),
                    new Holding(
                            position.size(),
                            position.size().multiply(position.entryPrice()),
                            leverage,
                            position.isolatedMargin()));
        }
        for (SpotBalance balance : account.balances()) {
            tokens.put(balance.token(), balance.total());
            holds.put(balance.token(), balance.hold());
        }
        // orders stay, and with them what they have set aside
        orders.values().stream()
                .filter(order -> order.market().spot())
                .forEach(order -> holds.merge(order.pays(), order.reserved, BigDecimal::add));
    }

    FakeAccount snapshot() {
        List<FakePosition> positions = new ArrayList<>();
        holdings.forEach((coin, holding) -> positions.add(new FakePosition(
                coin,
                holding.size,
                holding.entryPrice(),
                holding.leverage.value(),
                holding.leverage.mode(),
                holding.isolatedMargin)));
        List<SpotBalance> balances = new ArrayList<>();
        tokens.forEach((token, total) ->
                balances.add(new SpotBalance(token, total, holds.getOrDefault(token, BigDecimal.ZERO))));
        return new FakeAccount(address, abstraction, collateral, positions, balances);
    }

    /** How many actions the address may have sent so far: some for nothing, one per USDC traded, and those it bought. */
    long requestCap() {
        return FREE_REQUESTS + volume.longValue() + boughtRequests;
    }

    boolean collateralInSpot() {
        return abstraction.equals("unifiedAccount") || abstraction.equals("portfolioMargin");
    }

    Holding held(String coin) {
        Holding holding = holdings.get(coin);
        if (holding == null) {
            throw new IllegalArgumentException(address + " has no position in " + coin);
        }
        return holding;
    }

    BigDecimal size(String coin) {
        Holding holding = holdings.get(coin);
        return holding == null ? BigDecimal.ZERO : holding.size;
    }

    /** Balance of a token on spot; the USDC of a unified account is its collateral. */
    BigDecimal total(String token) {
        return token.equals(USDC) && collateralInSpot() ? collateral : tokens.getOrDefault(token, BigDecimal.ZERO);
    }

    BigDecimal free(String token) {
        return total(token).subtract(holds.getOrDefault(token, BigDecimal.ZERO));
    }

    void credit(String token, BigDecimal amount) {
        if (token.equals(USDC) && collateralInSpot()) {
            collateral = collateral.add(amount);
        } else {
            tokens.merge(token, amount, BigDecimal::add);
        }
    }

    /** Sets aside another amount for a resting order. */
    void reserve(VenueOrder order, BigDecimal amount) {
        BigDecimal change = amount.subtract(order.reserved);
        order.reserved = amount;
        if (!order.market().spot()) {
            reserved = reserved.add(change);
        } else {
            holds.merge(order.pays(), change, BigDecimal::add);
        }
    }

    Optional<VenueOrder> order(long oid) {
        VenueOrder open = orders.get(oid);
        return Optional.ofNullable(open == null ? ended.get(oid) : open);
    }

    /** An order that is open no longer; asked for by number for a while. */
    void end(VenueOrder order) {
        orders.remove(order.oid);
        ended.put(order.oid, order);
        if (ended.size() > KEPT_ENDED_ORDERS) {
            Iterator<VenueOrder> eldest = ended.values().iterator();
            VenueOrder forgotten = eldest.next();
            eldest.remove();
            forgotten.ticket.cloid().ifPresent(cloid -> byCloid.remove(cloid, forgotten));
        }
    }
}
