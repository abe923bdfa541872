package io.plimsoll.hyperliquid.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the venue prints about an account. To be called with the engine's lock held. */
final class AccountViews {
    private static final long HOUR = 3_600_000;
    private static final int PAGE = 500;
    private static final int MOST_FILLS = 2_000;
    private static final int OLDEST_FILLS = 10_000;

    private final Engine engine;
    private final MarketViews markets;

    AccountViews(Engine engine, MarketViews markets) {
        this.engine = engine;
        this.markets = markets;
    }

    /** Like the venue: an address it has never seen is an account without anything. */
    private FakeAccount account(Address user) {
        return engine.account(user)
                .map(VenueAccount::snapshot)
                .orElseGet(() -> new FakeAccount(user, "default", BigDecimal.ZERO, List.of(), List.of()));
    }

    private <T> List<T> of(Address user, Function<VenueAccount, List<T>> entries) {
        return engine.account(user).map(entries).orElse(List.of());
    }

    ObjectNode clearinghouseState(Address user) {
        FakeAccount account = account(user);
        VenueBook book = new VenueBook(account, engine.perps());
        ObjectNode state = VenueJson.object();
        List<FakePosition> cross = book.positions(MarginMode.CROSS);
        List<FakePosition> isolated = book.positions(MarginMode.ISOLATED);
        BigDecimal crossValue = book.printedCrossValue();
        BigDecimal isolatedValue = VenueBook.sum(isolated, book::marginUsed);
        state.set("marginSummary", summary(book, account.positions(), crossValue.add(isolatedValue)));
        state.set("crossMarginSummary", summary(book, cross, crossValue));
        state.put("crossMaintenanceMarginUsed", VenueJson.print(book.crossMaintenance()));
        state.put("withdrawable", VenueJson.print(book.withdrawable()));
        ArrayNode positions = state.putArray("assetPositions");
        account.positions()
                .forEach(position ->
                        positions.addObject().put("type", "oneWay").set("position", position(book, position)));
        return state.put("time", engine.now());
    }

    private static ObjectNode position(VenueBook book, FakePosition position) {
        ObjectNode wire = VenueJson.object().put("coin", position.coin()).put("szi", VenueJson.print(position.size()));
        ObjectNode leverage = wire.putObject("leverage")
                .put("type", position.mode() == MarginMode.CROSS ? "cross" : "isolated")
                .put("value", position.leverage());
        if (position.mode() == MarginMode.ISOLATED) {
            BigDecimal signedValue = position.size().multiply(book.mark(position));
            leverage.put("rawUsd", VenueJson.print(book.marginUsed(position).subtract(signedValue)));
        }
        wire.put("entryPx", VenueJson.print(position.entryPrice()))
                .put("positionValue", VenueJson.print(book.notional(position)))
                .put("unrealizedPnl", VenueJson.print(book.unrealizedPnl(position)))
                .put("returnOnEquity", "0.0")
                .put(
                        "liquidationPx",
                        book.liquidationPrice(position).map(VenueJson::print).orElse(null))
                .put("marginUsed", VenueJson.print(book.marginUsed(position)))
                .put("maxLeverage", book.maxLeverage(position));
        wire.putObject("cumFunding")
                .put("allTime", "0.0")
                .put("sinceOpen", "0.0")
                .put("sinceChange", "0.0");
        return wire;
    }

    private static ObjectNode summary(VenueBook book, List<FakePosition> positions, BigDecimal value) {
        BigDecimal signed = VenueBook.sum(positions, p -> p.size().multiply(book.mark(p)));
        return VenueJson.object()
                .put("accountValue", VenueJson.print(value))
                .put("totalNtlPos", VenueJson.print(VenueBook.sum(positions, book::notional)))
                .put("totalRawUsd", VenueJson.print(value.subtract(signed)))
                .put("totalMarginUsed", VenueJson.print(VenueBook.sum(positions, book::marginUsed)));
    }

    ObjectNode spotState(Address user) {
        FakeAccount account = account(user);
        VenueBook book = new VenueBook(account, engine.perps());
        ObjectNode state = VenueJson.object();
        ArrayNode balances = state.putArray("balances");
        BigDecimal isolated = VenueBook.sum(book.positions(MarginMode.ISOLATED), book::marginUsed);
        if (account.collateralInSpot()) {
            balance(
                    balances,
                    VenueAccount.USDC,
                    0,
                    account.collateral(),
                    book.printedCrossValue().add(isolated));
            state.putArray("tokenToAvailableAfterMaintenance")
                    .addArray()
                    .add(0)
                    .add(VenueJson.print(account.collateral().subtract(isolated)));
            if (account.abstraction().equals("portfolioMargin")) {
                state.put("portfolioMarginEnabled", true);
            }
        }
        int number = 1;
        for (SpotBalance held : account.balances()) {
            balance(balances, held.token(), markets.token(held.token()).orElse(number), held.total(), held.hold());
            number++;
        }
        return state;
    }

    private static void balance(ArrayNode balances, String coin, int token, BigDecimal total, BigDecimal hold) {
        balances.addObject()
                .put("coin", coin)
                .put("token", token)
                .put("total", VenueJson.print(total))
                .put("hold", VenueJson.print(hold))
                .put("entryNtl", "0.0");
    }

    /** What an account may trade of a market right now. */
    ObjectNode activeAsset(Address user, String coin) {
        Instrument market = engine.instrument(coin).orElseThrow(() -> new IllegalArgumentException(coin));
        VenueAccount account = engine.account(user).orElseGet(() -> new VenueAccount(user));
        VenueAccount.Leverage leverage = engine.leverage(account, market);
        BigDecimal free = engine.available(account).max(BigDecimal.ZERO).setScale(6, RoundingMode.DOWN);
        BigDecimal mark = engine.mark(market);
        String most = VenueJson.print(free.multiply(BigDecimal.valueOf(leverage.value()))
                .divide(mark, market.sizeDecimals(), RoundingMode.DOWN));
        ObjectNode json = VenueJson.object().put("user", user.hex()).put("coin", coin);
        json.putObject("leverage")
                .put("type", leverage.mode() == MarginMode.CROSS ? "cross" : "isolated")
                .put("value", leverage.value());
        json.putArray("maxTradeSzs").add(most).add(most);
        json.putArray("availableToTrade").add(VenueJson.print(free)).add(VenueJson.print(free));
        return json.put("markPx", VenueJson.print(mark));
    }

    String abstraction(Address user) {
        return account(user).abstraction();
    }

    ObjectNode role(Address user) {
        Optional<VenueAccount> account = engine.account(user);
        ObjectNode role = VenueJson.object();
        if (account.isEmpty() && engine.masterOf(user).isPresent()) {
            role.put("role", "agent")
                    .putObject("data")
                    .put("user", engine.masterOf(user).get().address.hex());
        } else if (account.isEmpty()) {
            role.put("role", "missing");
        } else if (account.get().ownership.isEmpty()) {
            role.put("role", "user");
        } else {
            role.put("role", account.get().ownership.get().role());
            if (account.get().ownership.get().role().equals("subAccount")) {
                role.putObject("data")
                        .put("master", account.get().ownership.get().owner().hex());
            }
        }
        return role;
    }

    ArrayNode extraAgents(Address user) {
        ArrayNode rows = VenueJson.array();
        engine.account(user)
                .ifPresent(account -> account.agents.forEach((agent, approval) -> {
                    if (!approval.name().isEmpty() && approval.validUntil() >= engine.now()) {
                        rows.addObject()
                                .put("address", agent.hex())
                                .put("name", approval.name())
                                .put("validUntil", approval.validUntil());
                    }
                }));
        return rows;
    }

    ObjectNode rateLimit(Address user) {
        VenueAccount account = engine.account(user).orElseGet(() -> new VenueAccount(user));
        return VenueJson.object()
                .put("cumVlm", VenueJson.print(account.volume.setScale(2, RoundingMode.DOWN)))
                .put("nRequestsUsed", account.requests + account.penalties)
                .put("nRequestsCap", account.requestCap())
                .put("nRequestsSurplus", 0);
    }

    JsonNode subAccounts(Address user) {
        List<VenueAccount> subs = engine.account(user).map(engine::subAccounts).orElse(List.of());
        if (subs.isEmpty()) {
            return VenueJson.object().nullNode();
        }
        ArrayNode rows = VenueJson.array();
        for (VenueAccount sub : subs) {
            ObjectNode row = rows.addObject()
                    .put("name", sub.ownership.orElseThrow().name())
                    .put("subAccountUser", sub.address.hex())
                    .put("master", user.hex());
            row.set("clearinghouseState", clearinghouseState(sub.address));
            row.set("spotState", spotState(sub.address));
        }
        return rows;
    }

    ArrayNode vaultEquities(Address user) {
        ArrayNode rows = VenueJson.array();
        engine.account(user)
                .ifPresent(account -> account.vaultShares.forEach((vault, share) -> rows.addObject()
                        .put("vaultAddress", vault.hex())
                        .put("equity", VenueJson.print(share))
                        .put("lockedUntilTimestamp", account.vaultLocks.getOrDefault(vault, 0L))));
        return rows;
    }

    int maxBuilderFee(Address user, Address builder) {
        return engine.account(user)
                .map(a -> a.builders.getOrDefault(builder, 0))
                .orElse(0);
    }

    // ---- orders

    private List<Order> open(Address user) {
        return of(
                user,
                account ->
                        account.orders.values().stream().map(VenueOrder::view).toList());
    }

    ArrayNode openOrders(Address user) {
        return VenueJson.array(open(user).stream()
                .filter(order -> !order.isTrigger())
                .map(VenueJson::openOrder)
                .toList());
    }

    ArrayNode frontendOpenOrders(Address user) {
        return VenueJson.array(open(user).stream().map(VenueJson::frontendOrder).toList());
    }

    ObjectNode orderStatus(Address user, JsonNode id) {
        Optional<VenueOrder> order = engine.account(user)
                .flatMap(account -> id.isTextual()
                        ? Optional.ofNullable(account.byCloid.get(id.asText()))
                        : account.order(id.asLong()));
        ObjectNode answer = VenueJson.object();
        if (order.isEmpty()) {
            return answer.put("status", "unknownOid");
        }
        answer.put("status", "order")
                .set("order", VenueJson.orderStatus(order.get().view()));
        return answer;
    }

    ArrayNode historicalOrders(Address user) {
        return VenueJson.array(of(user, account -> account.updates.newest(MOST_FILLS)).stream()
                .map(VenueJson::orderStatus)
                .toList());
    }

    // ---- fills

    ArrayNode fills(Address user, boolean aggregate, int count) {
        List<Fill> shown = of(user, account -> account.fills.newest(aggregate ? OLDEST_FILLS : count));
        if (aggregate) {
            List<Fill> oldestFirst = new ArrayList<>(shown);
            Collections.reverse(oldestFirst);
            shown = aggregated(oldestFirst);
            Collections.reverse(shown);
        }
        return VenueJson.fills(shown.subList(0, Math.min(count, shown.size())));
    }

    ArrayNode fills(Address user, boolean aggregate) {
        return fills(user, aggregate, MOST_FILLS);
    }

    /** Of the newest 10,000, those of the time; a page may end between two of one millisecond. */
    ArrayNode fillsByTime(Address user, long start, long end, boolean aggregate, boolean reversed) {
        List<Fill> found = of(
                user,
                account -> account.fills.newestWhile(OLDEST_FILLS, fill -> fill.time() >= start).stream()
                        .filter(fill -> fill.time() <= end)
                        .collect(Collectors.toCollection(ArrayList::new)));
        Collections.reverse(found);
        List<Fill> shown = new ArrayList<>(aggregate ? aggregated(found) : found);
        if (reversed) {
            Collections.reverse(shown);
        }
        return VenueJson.fills(shown.subList(0, Math.min(MOST_FILLS, shown.size())));
    }

    /** Neighbours of one order that took liquidity at one moment become one fill at their average price; oldest first. */
    static List<Fill> aggregated(List<Fill> fills) {
        List<Fill> sums = new ArrayList<>();
        for (Fill fill : fills) {
            Fill last = sums.isEmpty() ? null : sums.get(sums.size() - 1);
            if (last != null && last.oid() == fill.oid() && last.time() == fill.time() && last.crossed()) {
                sums.set(sums.size() - 1, sum(last, fill));
            } else {
                sums.add(fill);
            }
        }
        return sums;
    }

    private static Fill sum(Fill a, Fill b) {
        BigDecimal size = a.sz().add(b.sz());
        BigDecimal price = a.px().multiply(a.sz()).add(b.px().multiply(b.sz())).divide(size, MathContext.DECIMAL32);
        return new Fill(
                a.user(),
                a.coin(),
                price,
                size,
                a.side(),
                a.time(),
                a.startPosition(),
                a.dir(),
                a.closedPnl().add(b.closedPnl()),
                a.hash(),
                a.oid(),
                a.crossed(),
                a.fee().add(b.fee()),
                a.feeToken(),
                a.builderFee().add(b.builderFee()),
                a.tid(),
                a.cloid(),
                a.liquidation());
    }

    // ---- funding and ledger

    ArrayNode ledger(Address user, long start, long end) {
        return VenueJson.array(of(user, account -> account.ledger.all()).stream()
                .filter(entry ->
                        entry.get("time").asLong() >= start && entry.get("time").asLong() <= end)
                .limit(PAGE)
                .toList());
    }

    ArrayNode fundingHistory(String coin, long start, long end) {
        if (!engine.perps().containsKey(coin)) {
            throw new IllegalArgumentException(coin);
        }
        ArrayNode rows = VenueJson.array();
        for (long time : hours(start, end, PAGE)) {
            rows.addObject()
                    .put("coin", coin)
                    .put(
                            "fundingRate",
                            engine.perp(coin).context().fundingRate().toPlainString())
                    .put("premium", "0.0")
                    .put("time", time);
        }
        return rows;
    }

    /**
     * What was paid. Before the venue began, positions are taken to have stood as they do now and to have paid the present
     * rate on every full hour; since then, they have paid when told to.
     */
    ArrayNode userFunding(Address user, long start, long end) {
        List<ObjectNode> rows = new ArrayList<>(before(account(user), start, Math.min(end, engine.began())));
        List<ObjectNode> paid = of(
                user,
                a -> a.fundings.newestWhile(
                        Integer.MAX_VALUE, row -> row.get("time").asLong() >= start));
        for (int i = paid.size() - 1; i >= 0 && rows.size() < PAGE; i--) {
            if (paid.get(i).get("time").asLong() <= end) {
                rows.add(payment(paid.get(i)));
            }
        }
        return VenueJson.array(rows.subList(0, Math.min(PAGE, rows.size())));
    }

    private List<ObjectNode> before(FakeAccount account, long start, long end) {
        List<ObjectNode> rows = new ArrayList<>();
        if (account.positions().isEmpty()) {
            return rows;
        }
        for (long time : hours(start, end, PAGE / account.positions().size() + 1)) {
            for (FakePosition position : account.positions()) {
                rows.add(payment(Clearing.funding(
                        time,
                        position.coin(),
                        position.size(),
                        engine.perp(position.coin()).context())));
            }
        }
        return rows;
    }

    /** The rows of the {@code userFundings} channel that were paid on command. */
    ArrayNode fundings(Address user) {
        return VenueJson.array(of(user, account -> account.fundings.newest(PAGE)));
    }

    private static ObjectNode payment(ObjectNode row) {
        ObjectNode delta = VenueJson.object().put("type", "funding");
        row.properties().stream()
                .filter(field -> !field.getKey().equals("time"))
                .forEach(field -> delta.set(field.getKey(), field.getValue()));
        ObjectNode json =
                VenueJson.object().put("time", row.get("time").asLong()).put("hash", "0x" + "0".repeat(64));
        json.set("delta", delta);
        return json;
    }

    /** Payments come some milliseconds after the full hour. */
    private static List<Long> hours(long start, long end, int most) {
        List<Long> times = new ArrayList<>();
        for (long hour = Math.floorDiv(start, HOUR); hour * HOUR <= end && times.size() < most; hour++) {
            long time = hour * HOUR + Math.floorMod(hour * 37, 90);
            if (time >= start && time <= end) {
                times.add(time);
            }
        }
        return times;
    }

    // ---- others

    /** Changes of TWAP orders, newest first. */
    ArrayNode twapHistory(Address user, int most) {
        return VenueJson.array(of(user, account -> account.twapHistory.newest(most)));
    }

    ArrayNode twaps(Address user) {
        ArrayNode rows = VenueJson.array();
        engine.account(user)
                .ifPresent(account -> account.twaps.forEach(
                        (id, state) -> rows.addArray().add(id.longValue()).add(state)));
        return rows;
    }

    ObjectNode webData3(Address user) {
        ObjectNode data = VenueJson.object();
        ObjectNode state = data.putObject("userState");
        state.putNull("agentAddress")
                .putNull("agentValidUntil")
                .put("cumLedger", "0.0")
                .put("serverTime", engine.now())
                .put(
                        "isVault",
                        engine.account(user)
                                .flatMap(a -> a.ownership)
                                .filter(o -> o.role().equals("vault"))
                                .isPresent())
                .put("user", user.hex());
        if (!abstraction(user).equals("default")) {
            state.put("abstraction", abstraction(user));
        }
        data.putArray("perpDexStates").addObject().put("totalVaultEquity", "0.0");
        return data;
    }
}
