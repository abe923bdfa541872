package io.plimsoll.hyperliquid.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.core.domain.position.MarginMode;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.crypto.Keccak256;
import io.plimsoll.hyperliquid.testing.ExchangeEndpoint.Refused;
import io.plimsoll.hyperliquid.testing.Matching.Placement;
import io.plimsoll.hyperliquid.testing.VenueAccount.Agent;
import io.plimsoll.hyperliquid.testing.VenueAccount.Holding;
import io.plimsoll.hyperliquid.testing.VenueAccount.Leverage;
import io.plimsoll.hyperliquid.testing.VenueAccount.MultiSig;
import io.plimsoll.hyperliquid.testing.VenueAccount.Ownership;
import io.plimsoll.hyperliquid.testing.VenueOrder.Builder;
import io.plimsoll.hyperliquid.testing.VenueOrder.Ticket;
import io.plimsoll.hyperliquid.testing.VenueOrder.Trigger;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Carries out the actions of those who may act. Orders go to the engine; transfers, permissions and settings are done here.
 * Actions whose effect lies outside this venue (staking, deployments, referrals) are acknowledged. Thread-safe.
 */
final class ActionDesk {
    private static final Set<String> TIFS = Set.of("Gtc", "Ioc", "Alo", "FrontendMarket");
    private static final BigDecimal WITHDRAWAL_FEE = BigDecimal.ONE;
    private static final BigDecimal REQUEST_PRICE = new BigDecimal("0.0005");
    private static final long SOONEST_CANCEL = 5_000;
    private static final int SHORTEST_TWAP = 5;
    private static final int LONGEST_TWAP = 1440;
    private static final int MOST_NAMED_AGENTS = 3;
    private static final int NAMED_AGENTS_PER_SUB_ACCOUNT = 2;
    private static final long LONGEST_AGENT = 180L * 86_400_000;

    private final Engine engine;
    private long lastTwap;

    ActionDesk(Engine engine) {
        this.engine = engine;
    }

    private interface Work {
        JsonNode run(Block block) throws Refused;
    }

    /** Does it in one transaction of its own. */
    ObjectNode execute(Address acting, ObjectNode action, long nonce) throws Refused {
        return inOneBlock(block -> {
            VenueAccount account = engine.open(acting);
            account.requests += items(action);
            return run(block, account, action, nonce);
        });
    }

    private ObjectNode inOneBlock(Work work) throws Refused {
        List<Refused> refusals = new ArrayList<>();
        ObjectNode answer = engine.commit(block -> {
            ObjectNode ok = VenueJson.object().put("status", "ok");
            try {
                ok.set("response", work.run(block));
            } catch (Refused refused) {
                refusals.add(refused);
            }
            return ok;
        });
        if (!refusals.isEmpty()) {
            throw refusals.get(0);
        }
        return answer;
    }

    private static int items(ObjectNode action) {
        for (String list : List.of("orders", "cancels", "modifies")) {
            if (action.has(list)) {
                return Math.max(1, action.get(list).size());
            }
        }
        return 1;
    }

    private JsonNode run(Block block, VenueAccount account, ObjectNode action, long nonce) throws Refused {
        return switch (action.path("type").asText()) {
            case "order" -> order(block, account, action);
            case "cancel" -> cancel(block, account, action);
            case "cancelByCloid" -> cancelByCloid(block, account, action);
            case "modify" -> modify(block, account, action);
            case "batchModify" -> batchModify(block, account, action);
            case "scheduleCancel" -> scheduleCancel(account, action);
            case "updateLeverage" -> updateLeverage(block, account, action);
            case "updateIsolatedMargin" -> updateIsolatedMargin(block, account, action);
            case "twapOrder" -> twapOrder(block, account, action);
            case "twapCancel" -> twapCancel(block, account, action);
            case "usdSend" -> usdSend(block, account, action);
            case "spotSend" -> spotSend(block, account, action);
            case "sendAsset", "agentSendAsset" -> sendAsset(block, account, action);
            case "usdClassTransfer" -> usdClassTransfer(block, account, action);
            case "withdraw3" -> withdraw(block, account, action);
            case "createVault" -> createVault(block, account, action);
            case "vaultTransfer" -> vaultTransfer(block, account, action);
            case "createSubAccount" -> createSubAccount(block, account, action, nonce);
            case "subAccountTransfer" -> subAccountTransfer(block, account, action);
            case "subAccountSpotTransfer" -> subAccountSpotTransfer(block, account, action);
            case "approveAgent" -> approveAgent(account, action);
            case "approveBuilderFee" -> approveBuilderFee(account, action);
            case "userSetAbstraction" ->
                setAbstraction(block, account, action.path("abstraction").asText());
            case "agentSetAbstraction" ->
                setAbstraction(
                        block,
                        account,
                        switch (action.path("abstraction").asText()) {
                            case "u" -> "unifiedAccount";
                            case "p" -> "portfolioMargin";
                            default -> "disabled";
                        });
            case "reserveRequestWeight" -> reserveRequestWeight(block, account, action);
            case "convertToMultiSigUser" -> convertToMultiSig(account, action);
            default -> done();
        };
    }

    private static ObjectNode done() {
        return VenueJson.object().put("type", "default");
    }

    private static ObjectNode answer(String type, JsonNode data) {
        ObjectNode answer = VenueJson.object().put("type", type);
        answer.set("data", data);
        return answer;
    }

    private static ObjectNode statuses(String type, List<JsonNode> statuses) {
        ObjectNode data = VenueJson.object();
        data.set("statuses", VenueJson.array(statuses));
        return answer(type, data);
    }

    private static ObjectNode error(String text) {
        return VenueJson.object().put("error", text);
    }

    // ---- orders

    private JsonNode order(Block block, VenueAccount account, ObjectNode action) throws Refused {
        String grouping = action.path("grouping").asText("na");
        Optional<Builder> builder = action.has("builder")
                ? Optional.of(new Builder(
                        Address.parse(action.path("builder").path("b").asText()),
                        action.path("builder").path("f").asInt()))
                : Optional.empty();
        List<Ticket> tickets = new ArrayList<>();
        for (JsonNode wire : action.path("orders")) {
            tickets.add(ticket(wire, builder));
        }
        if (tickets.isEmpty()) {
            return statuses("order", List.of(error("Order batch is empty.")));
        }
        boolean grouped = grouping.equals("normalTpsl") || grouping.equals("positionTpsl");
        if (grouped && tickets.stream().anyMatch(t -> t.trigger().isPresent() && !t.reduceOnly())) {
            return statuses("order", List.of(error("TP/SL orders must be reduce only.")));
        }
        return statuses(
                "order",
                grouping.equals("normalTpsl")
                        ? withChildren(block, account, tickets)
                        : tickets.stream()
                                .map(ticket -> status(
                                        engine.orders().place(block, account, ticket, grouping.equals("positionTpsl")),
                                        grouped && ticket.trigger().isPresent()))
                                .toList());
    }

    /** The first order, and those that close its position. */
    private List<JsonNode> withChildren(Block block, VenueAccount account, List<Ticket> tickets) throws Refused {
        if (tickets.get(0).trigger().isPresent()
                || tickets.stream().skip(1).anyMatch(t -> t.trigger().isEmpty())) {
            throw new Refused("Invalid TP/SL order grouping.");
        }
        Placement parent = engine.orders().place(block, account, tickets.get(0), false);
        List<JsonNode> statuses = new ArrayList<>();
        statuses.add(status(parent, false));
        List<VenueOrder> woken = new ArrayList<>();
        for (Ticket ticket : tickets.subList(1, tickets.size())) {
            if (parent.order().isEmpty()) {
                statuses.add(error(parent.refusal().orElseThrow().text()));
            } else if (account.orders.containsKey(parent.order().get().oid)) {
                engine.orders().placeChild(block, parent.order().get(), ticket);
                statuses.add(VenueJson.object().textNode("waitingForFill"));
            } else {
                Placement child = engine.orders().place(block, account, ticket, false);
                child.order().ifPresent(woken::add);
                statuses.add(status(child, true));
            }
        }
        woken.forEach(order -> order.siblings.addAll(woken));
        return statuses;
    }

    private Ticket ticket(JsonNode wire, Optional<Builder> builder) throws Refused {
        JsonNode limit = wire.path("t").path("limit");
        JsonNode trigger = wire.path("t").path("trigger");
        String tif = limit.path("tif").asText("Gtc");
        if (limit.isMissingNode() == trigger.isMissingNode() || !TIFS.contains(tif)) {
            throw new Refused("Order has invalid type.");
        }
        return new Ticket(
                market(wire.path("a")),
                wire.path("b").asBoolean(),
                CanonicalAction.decimal(wire.path("p")),
                CanonicalAction.decimal(wire.path("s")),
                wire.path("r").asBoolean(),
                tif,
                trigger.isMissingNode()
                        ? Optional.empty()
                        : Optional.of(new Trigger(
                                trigger.path("isMarket").asBoolean(),
                                CanonicalAction.decimal(trigger.path("triggerPx")),
                                trigger.path("tpsl").asText().equals("tp"))),
                wire.has("c") ? Optional.of(wire.get("c").asText()) : Optional.empty(),
                builder);
    }

    private Instrument market(JsonNode asset) throws Refused {
        return engine.instrument(asset.asInt()).orElseThrow(() -> new Refused("Invalid asset: " + asset));
    }

    private static JsonNode status(Placement placement, boolean waiting) {
        if (placement.refusal().isPresent()) {
            return error(placement.refusal().get().text());
        }
        VenueOrder order = placement.order().orElseThrow();
        if (waiting) {
            return VenueJson.object().textNode("waitingForTrigger");
        }
        ObjectNode status = VenueJson.object();
        boolean resting = order.owner.orders.containsKey(order.oid);
        ObjectNode inner = status.putObject(resting ? "resting" : "filled");
        if (!resting) {
            inner.put("totalSz", VenueJson.print(placement.filled()))
                    .put("avgPx", VenueJson.print(placement.averagePrice()));
        }
        inner.put("oid", order.oid);
        order.ticket.cloid().ifPresent(cloid -> inner.put("cloid", cloid));
        return status;
    }

    private JsonNode cancel(Block block, VenueAccount account, ObjectNode action) {
        return cancelEach(
                block,
                account,
                action,
                "a",
                item -> account.order(item.path("o").asLong()));
    }

    private JsonNode cancelByCloid(Block block, VenueAccount account, ObjectNode action) {
        return cancelEach(
                block,
                account,
                action,
                "asset",
                item -> Optional.ofNullable(
                        account.byCloid.get(item.path("cloid").asText())));
    }

    private interface Finder {
        Optional<VenueOrder> find(JsonNode item);
    }

    private JsonNode cancelEach(Block block, VenueAccount account, ObjectNode action, String asset, Finder finder) {
        List<JsonNode> statuses = new ArrayList<>();
        for (JsonNode item : action.path("cancels")) {
            Optional<String> refusal = engine.instrument(item.path(asset).asInt())
                    .map(market -> engine.orders().cancel(block, account, market, finder.find(item)))
                    .orElse(Optional.of("Invalid asset: " + item.path(asset)));
            statuses.add(refusal.<JsonNode>map(ActionDesk::error)
                    .orElseGet(() -> VenueJson.object().textNode("success")));
        }
        return statuses("cancel", statuses);
    }

    private JsonNode modify(Block block, VenueAccount account, ObjectNode action) throws Refused {
        Placement placement = replace(block, account, action, action.path("a").asBoolean());
        if (placement.refusal().isPresent()) {
            throw new Refused(placement.refusal().get().text());
        }
        return done();
    }

    private JsonNode batchModify(Block block, VenueAccount account, ObjectNode action) {
        List<JsonNode> statuses = new ArrayList<>();
        for (JsonNode item : action.path("modifies")) {
            try {
                statuses.add(
                        status(replace(block, account, item, action.path("a").asBoolean()), false));
            } catch (Refused refused) {
                statuses.add(error(refused.text()));
            }
        }
        return statuses("order", statuses);
    }

    /** Unless it may be placed in any case, the new order must not trade at once. */
    private Placement replace(Block block, VenueAccount account, JsonNode item, boolean alwaysPlace) throws Refused {
        JsonNode id = item.path("oid");
        Optional<VenueOrder> found =
                id.isTextual() ? Optional.ofNullable(account.byCloid.get(id.asText())) : account.order(id.asLong());
        VenueOrder old = found.filter(order -> account.orders.containsKey(order.oid))
                .orElseThrow(() -> new Refused("Cannot modify canceled or filled order"));
        Ticket ticket = ticket(item.path("order"), old.ticket.builder());
        if (!alwaysPlace) {
            if (ticket.trigger().isEmpty() && ticket.tif().equals("Gtc")) {
                ticket = ticket.withTif("Alo");
            } else if (ticket.trigger().isPresent() != old.ticket.trigger().isPresent()
                    || !(ticket.trigger().isPresent() || ticket.tif().equals("Alo"))) {
                throw new Refused("Modified order must be post only.");
            }
        }
        engine.orders().cancel(block, account, old.market(), Optional.of(old));
        return engine.orders().place(block, account, ticket, old.positionTpsl);
    }

    private JsonNode scheduleCancel(VenueAccount account, ObjectNode action) throws Refused {
        if (action.has("time") && action.get("time").asLong() < engine.now() + SOONEST_CANCEL) {
            throw new Refused("Scheduled cancel time too early, must be at least 5 seconds from now.");
        }
        if (action.has("time") && !engine.mayScheduleCancel(account)) {
            throw new Refused("Cannot set scheduled cancel time: too many triggers today.");
        }
        engine.schedule(
                account, action.has("time") ? Optional.of(action.get("time").asLong()) : Optional.empty());
        return done();
    }

    private JsonNode twapOrder(Block block, VenueAccount account, ObjectNode action) throws Refused {
        JsonNode twap = action.path("twap");
        Instrument market = market(twap.path("a"));
        int minutes = twap.path("m").asInt();
        BigDecimal size = CanonicalAction.decimal(twap.path("s"));
        String problem = minutes < SHORTEST_TWAP || minutes > LONGEST_TWAP
                ? "Invalid TWAP duration: " + minutes + " min(s)"
                : size.signum() <= 0 || !market.sizeFits(size) ? Refusal.SIZE.text() : "";
        ObjectNode data = VenueJson.object();
        if (!problem.isEmpty()) {
            data.set("status", error(problem));
            return answer("twapOrder", data);
        }
        long id = ++lastTwap;
        ObjectNode state = VenueJson.object()
                .put("coin", market.coin())
                .put("user", account.address.hex())
                .put("side", twap.path("b").asBoolean() ? "B" : "A")
                .put("sz", VenueJson.print(size))
                .put("executedSz", "0.0")
                .put("executedNtl", "0.0")
                .put("minutes", minutes)
                .put("reduceOnly", twap.path("r").asBoolean())
                .put("randomize", twap.path("t").asBoolean())
                .put("timestamp", block.time)
                .putNull("trigger")
                .putNull("stopPx");
        account.twaps.put(id, state);
        block.accounts.add(account.address);
        data.putObject("status").putObject("running").put("twapId", id);
        return answer("twapOrder", data);
    }

    private JsonNode twapCancel(Block block, VenueAccount account, ObjectNode action) {
        ObjectNode data = VenueJson.object();
        if (account.twaps.remove(action.path("t").asLong()) == null) {
            data.set("status", error("TWAP was never placed, already canceled, or filled."));
        } else {
            block.accounts.add(account.address);
            data.put("status", "success");
        }
        return answer("twapCancel", data);
    }

    // ---- margin

    private JsonNode updateLeverage(Block block, VenueAccount account, ObjectNode action) throws Refused {
        Instrument market = perp(action);
        int value = action.path("leverage").asInt();
        MarginMode mode = action.path("isCross").asBoolean() ? MarginMode.CROSS : MarginMode.ISOLATED;
        if (value < 1 || value > engine.maxLeverage(market)) {
            throw new Refused("Invalid leverage value");
        }
        Holding held = account.holdings.get(market.coin());
        Leverage leverage = new Leverage(value, mode);
        if (held != null) {
            if (held.leverage.mode() != mode) {
                throw new Refused("Cannot switch leverage type with open position.");
            }
            account.holdings.put(market.coin(), held.withLeverage(leverage));
            if (mode == MarginMode.CROSS && engine.available(account).signum() < 0) {
                account.holdings.put(market.coin(), held);
                throw new Refused("Insufficient margin to change leverage.");
            }
        }
        account.leverages.put(market.coin(), leverage);
        block.accounts.add(account.address);
        return done();
    }

    private JsonNode updateIsolatedMargin(Block block, VenueAccount account, ObjectNode action) throws Refused {
        Instrument market = perp(action);
        Holding held = account.holdings.get(market.coin());
        if (held == null || held.leverage.mode() != MarginMode.ISOLATED) {
            throw new Refused("No isolated position to change the margin of.");
        }
        BigDecimal change = BigDecimal.valueOf(action.path("ntli").asLong(), 6);
        BigDecimal required = held.size
                .abs()
                .multiply(engine.mark(market))
                .divide(BigDecimal.valueOf(held.leverage.value()), 6, RoundingMode.UP);
        BigDecimal equity =
                held.isolatedMargin.add(held.size.multiply(engine.mark(market)).subtract(held.basis));
        if (change.compareTo(engine.available(account)) > 0
                || (change.signum() < 0 && equity.add(change).compareTo(required) < 0)) {
            throw new Refused("Insufficient margin to change isolated margin.");
        }
        account.holdings.put(market.coin(), held.withMargin(held.isolatedMargin.add(change)));
        block.accounts.add(account.address);
        return done();
    }

    private Instrument perp(ObjectNode action) throws Refused {
        Instrument market = market(action.path("asset"));
        if (market.spot()) {
            throw new Refused("Invalid asset: " + action.path("asset"));
        }
        return market;
    }

    // ---- transfers

    private BigDecimal transferable(VenueAccount account) {
        return account.collateralInSpot()
                ? engine.available(account).min(account.free(VenueAccount.USDC)).max(BigDecimal.ZERO)
                : engine.valued(account)
                        .withdrawable()
                        .subtract(account.reserved)
                        .max(BigDecimal.ZERO);
    }

    private static BigDecimal positive(JsonNode amount) throws Refused {
        BigDecimal value = CanonicalAction.decimal(amount);
        if (value.signum() <= 0) {
            throw new Refused("Invalid amount: " + VenueJson.plain(value));
        }
        return value;
    }

    private static BigDecimal micro(JsonNode amount) {
        return BigDecimal.valueOf(amount.asLong(), 6);
    }

    private void take(VenueAccount account, BigDecimal usdc) throws Refused {
        if (usdc.signum() <= 0 || usdc.compareTo(transferable(account)) > 0) {
            throw new Refused("Insufficient balance for withdrawal.");
        }
        account.collateral = account.collateral.subtract(usdc);
    }

    private void takeToken(VenueAccount account, String token, BigDecimal amount) throws Refused {
        if (token.equals(VenueAccount.USDC) && account.collateralInSpot()) {
            take(account, amount);
        } else if (amount.compareTo(account.free(token)) > 0) {
            throw new Refused("Insufficient balance for token transfer.");
        } else {
            account.credit(token, amount.negate());
        }
    }

    private JsonNode usdSend(Block block, VenueAccount account, ObjectNode action) throws Refused {
        BigDecimal amount = positive(action.path("amount"));
        VenueAccount to = engine.open(Address.parse(action.path("destination").asText()));
        take(account, amount);
        to.collateral = to.collateral.add(amount);
        tellBoth(
                block,
                account,
                to,
                transfer("internalTransfer", amount, account, to).put("fee", "0.0"));
        return done();
    }

    private static ObjectNode transfer(String type, BigDecimal usdc, VenueAccount from, VenueAccount to) {
        return VenueJson.object()
                .put("type", type)
                .put("usdc", VenueJson.print(usdc))
                .put("user", from.address.hex())
                .put("destination", to.address.hex());
    }

    private static void tellBoth(Block block, VenueAccount from, VenueAccount to, ObjectNode delta) {
        block.ledger(from, delta);
        if (to != from) {
            block.ledger(to, delta);
        }
    }

    private JsonNode spotSend(Block block, VenueAccount account, ObjectNode action) throws Refused {
        String token = action.path("token").asText().split(":", -1)[0];
        BigDecimal amount = positive(action.path("amount"));
        VenueAccount to = engine.open(Address.parse(action.path("destination").asText()));
        takeToken(account, token, amount);
        to.credit(token, amount);
        tellBoth(
                block,
                account,
                to,
                VenueJson.object()
                        .put("type", "spotTransfer")
                        .put("token", token)
                        .put("amount", VenueJson.print(amount))
                        .put("usdcValue", VenueJson.print(amount.multiply(price(token))))
                        .put("user", account.address.hex())
                        .put("destination", to.address.hex())
                        .put("fee", "0.0")
                        .put("nativeTokenFee", "0.0")
                        .put("nonce", action.path("time").asLong())
                        .put("feeToken", ""));
        return done();
    }

    private BigDecimal price(String token) {
        return token.equals(VenueAccount.USDC)
                ? BigDecimal.ONE
                : engine.instruments().stream()
                        .filter(market -> market.spot() && market.token().equals(token))
                        .findFirst()
                        .map(engine::mark)
                        .orElse(BigDecimal.ZERO);
    }

    private JsonNode sendAsset(Block block, VenueAccount account, ObjectNode action) throws Refused {
        String token = action.path("token").asText().split(":", -1)[0];
        String from = action.path("sourceDex").asText();
        String into = action.path("destinationDex").asText();
        BigDecimal amount = positive(action.path("amount"));
        VenueAccount to = engine.open(Address.parse(action.path("destination").asText()));
        for (String dex : List.of(from, into)) {
            if (!(dex.equals("spot") || (dex.isEmpty() && token.equals(VenueAccount.USDC)))) {
                throw new Refused("Invalid dex for token " + token + ": " + dex);
            }
        }
        if (from.isEmpty()) {
            take(account, amount);
        } else {
            takeToken(account, token, amount);
        }
        if (into.isEmpty()) {
            to.collateral = to.collateral.add(amount);
        } else {
            to.credit(token, amount);
        }
        tellBoth(
                block,
                account,
                to,
                VenueJson.object()
                        .put("type", "send")
                        .put("user", account.address.hex())
                        .put("destination", to.address.hex())
                        .put("sourceDex", from)
                        .put("destinationDex", into)
                        .put("token", token)
                        .put("amount", VenueJson.print(amount))
                        .put("usdcValue", VenueJson.print(amount.multiply(price(token))))
                        .put("fee", "0.0")
                        .put("nativeTokenFee", "0.0")
                        .put("nonce", action.path("nonce").asLong())
                        .put("feeToken", ""));
        return done();
    }

    private JsonNode usdClassTransfer(Block block, VenueAccount signer, ObjectNode action) throws Refused {
        String[] words = action.path("amount").asText().split(" subaccount:", -1);
        BigDecimal amount = positive(VenueJson.object().textNode(words[0]));
        VenueAccount account = words.length == 1 ? signer : owned(signer, words[1], "subAccount");
        if (account.collateralInSpot()) {
            throw new Refused("Action disabled when unified account is active");
        }
        boolean toPerp = action.path("toPerp").asBoolean();
        if (toPerp) {
            takeToken(account, VenueAccount.USDC, amount);
            account.collateral = account.collateral.add(amount);
        } else {
            take(account, amount);
            account.credit(VenueAccount.USDC, amount);
        }
        block.ledger(
                account,
                VenueJson.object()
                        .put("type", "accountClassTransfer")
                        .put("usdc", VenueJson.print(amount))
                        .put("toPerp", toPerp));
        return done();
    }

    private JsonNode withdraw(Block block, VenueAccount account, ObjectNode action) throws Refused {
        BigDecimal amount = positive(action.path("amount"));
        if (amount.compareTo(WITHDRAWAL_FEE) <= 0) {
            throw new Refused("Withdrawal amount must exceed the fee of 1 USDC.");
        }
        take(account, amount);
        engine.collect(VenueAccount.USDC, WITHDRAWAL_FEE);
        engine.collect("withdrawn", amount.subtract(WITHDRAWAL_FEE));
        block.ledger(
                account,
                VenueJson.object()
                        .put("type", "withdraw")
                        .put("usdc", VenueJson.print(amount.subtract(WITHDRAWAL_FEE)))
                        .put("nonce", action.path("time").asLong())
                        .put("fee", VenueJson.print(WITHDRAWAL_FEE)));
        return done();
    }

    // ---- vaults and sub-accounts

    private VenueAccount owned(VenueAccount owner, String address, String role) throws Refused {
        return engine.account(Address.parse(address))
                .filter(account -> account.ownership
                        .filter(o -> o.owner().equals(owner.address) && o.role().equals(role))
                        .isPresent())
                .orElseThrow(() -> new Refused("Vault not registered: " + address));
    }

    private VenueAccount create(VenueAccount owner, String role, String name, long nonce) throws Refused {
        if (name.isEmpty()) {
            throw new Refused("Invalid name.");
        }
        byte[] seed = (role + owner.address + name + nonce).getBytes(StandardCharsets.UTF_8);
        VenueAccount created = engine.open(Address.of(Arrays.copyOfRange(Keccak256.hash(seed), 12, 32)));
        created.ownership = Optional.of(new Ownership(owner.address, role, name));
        return created;
    }

    private JsonNode createSubAccount(Block block, VenueAccount account, ObjectNode action, long nonce) throws Refused {
        VenueAccount created = create(account, "subAccount", action.path("name").asText(), nonce);
        block.accounts.add(created.address);
        return answer("createSubAccount", VenueJson.object().textNode(created.address.hex()));
    }

    private JsonNode createVault(Block block, VenueAccount account, ObjectNode action) throws Refused {
        BigDecimal amount = micro(action.path("initialUsd"));
        if (amount.compareTo(BigDecimal.valueOf(100)) < 0) {
            throw new Refused("Initial deposit must be at least 100 USDC.");
        }
        take(account, amount);
        VenueAccount vault = create(
                account,
                "vault",
                action.path("name").asText(),
                action.path("nonce").asLong());
        vault.collateral = vault.collateral.add(amount);
        account.vaultShares.merge(vault.address, amount, BigDecimal::add);
        block.ledger(
                account,
                VenueJson.object()
                        .put("type", "vaultCreate")
                        .put("vault", vault.address.hex())
                        .put("usdc", VenueJson.print(amount))
                        .put("fee", "0.0"));
        return answer("createVault", VenueJson.object().textNode(vault.address.hex()));
    }

    private JsonNode vaultTransfer(Block block, VenueAccount account, ObjectNode action) throws Refused {
        String address = action.path("vaultAddress").asText();
        VenueAccount vault = engine.account(Address.parse(address))
                .filter(a -> a.ownership.filter(o -> o.role().equals("vault")).isPresent())
                .orElseThrow(() -> new Refused("Vault not registered: " + address));
        BigDecimal amount = micro(action.path("usd"));
        BigDecimal share = account.vaultShares.getOrDefault(vault.address, BigDecimal.ZERO);
        ObjectNode delta = VenueJson.object();
        if (action.path("isDeposit").asBoolean()) {
            take(account, amount);
            vault.collateral = vault.collateral.add(amount);
            account.vaultShares.put(vault.address, share.add(amount));
            delta.put("type", "vaultDeposit").put("vault", address).put("usdc", VenueJson.print(amount));
        } else {
            if (amount.compareTo(share) > 0) {
                throw new Refused("Insufficient vault equity for withdrawal.");
            }
            take(vault, amount);
            account.collateral = account.collateral.add(amount);
            account.vaultShares.put(vault.address, share.subtract(amount));
            delta.put("type", "vaultWithdraw")
                    .put("vault", address)
                    .put("user", account.address.hex())
                    .put("requestedUsd", VenueJson.print(amount))
                    .put("commission", "0.0")
                    .put("closingCost", "0.0")
                    .put("basis", VenueJson.print(amount))
                    .put("netWithdrawnUsd", VenueJson.print(amount));
        }
        block.ledger(account, delta);
        block.accounts.add(vault.address);
        return done();
    }

    private JsonNode subAccountTransfer(Block block, VenueAccount account, ObjectNode action) throws Refused {
        VenueAccount sub = owned(account, action.path("subAccountUser").asText(), "subAccount");
        BigDecimal amount = micro(action.path("usd"));
        VenueAccount from = action.path("isDeposit").asBoolean() ? account : sub;
        VenueAccount to = from == account ? sub : account;
        take(from, amount);
        to.collateral = to.collateral.add(amount);
        tellBoth(block, from, to, transfer("subAccountTransfer", amount, from, to));
        return done();
    }

    private JsonNode subAccountSpotTransfer(Block block, VenueAccount account, ObjectNode action) throws Refused {
        VenueAccount sub = owned(account, action.path("subAccountUser").asText(), "subAccount");
        String token = action.path("token").asText().split(":", -1)[0];
        BigDecimal amount = positive(action.path("amount"));
        VenueAccount from = action.path("isDeposit").asBoolean() ? account : sub;
        VenueAccount to = from == account ? sub : account;
        takeToken(from, token, amount);
        to.credit(token, amount);
        block.accounts.add(from.address);
        block.accounts.add(to.address);
        return done();
    }

    // ---- permissions and settings

    private JsonNode approveAgent(VenueAccount account, ObjectNode action) throws Refused {
        Address agent = Address.parse(action.path("agentAddress").asText());
        String[] words = action.path("agentName").asText("").split(" valid_until ", -1);
        String name = words[0].strip();
        long longest = engine.now() + LONGEST_AGENT;
        long until = longest;
        if (words.length == 2) {
            until = CanonicalAction.decimal(VenueJson.object().textNode(words[1].strip()))
                    .longValue();
        }
        long named = account.agents.values().stream()
                .filter(a -> !a.name().isEmpty() && !a.name().equals(name))
                .count();
        long most = MOST_NAMED_AGENTS
                + NAMED_AGENTS_PER_SUB_ACCOUNT * engine.subAccounts(account).size();
        if (!name.isEmpty() && named >= most) {
            throw new Refused("Too many extra agents.");
        }
        if (name.length() > 16 || until > longest || until <= engine.now()) {
            throw new Refused("Invalid agent name or validity.");
        }
        if (engine.account(agent).isPresent() || engine.masterOf(agent).isPresent()) {
            throw new Refused("Extra agent already used.");
        }
        engine.approve(account, agent, new Agent(name, until));
        return done();
    }

    private JsonNode approveBuilderFee(VenueAccount account, ObjectNode action) throws Refused {
        String rate = action.path("maxFeeRate").asText();
        if (!rate.matches("\\d{1,3}(\\.\\d{1,6})?%")) {
            throw new Refused("Invalid builder fee rate: " + rate);
        }
        int tenths = new BigDecimal(rate.substring(0, rate.length() - 1))
                .movePointRight(3)
                .setScale(0, RoundingMode.DOWN)
                .intValue();
        account.builders.put(Address.parse(action.path("builder").asText()), tenths);
        return done();
    }

    private JsonNode setAbstraction(Block block, VenueAccount account, String wanted) throws Refused {
        if (!Set.of("disabled", "unifiedAccount", "portfolioMargin").contains(wanted)) {
            throw new Refused("Invalid abstraction: " + wanted);
        }
        boolean before = account.collateralInSpot();
        account.abstraction = wanted;
        if (!before && account.collateralInSpot()) {
            account.collateral = account.collateral.add(Optional.ofNullable(account.tokens.remove(VenueAccount.USDC))
                    .orElse(BigDecimal.ZERO));
        }
        block.accounts.add(account.address);
        return done();
    }

    private JsonNode reserveRequestWeight(Block block, VenueAccount account, ObjectNode action) throws Refused {
        BigDecimal cost =
                REQUEST_PRICE.multiply(BigDecimal.valueOf(action.path("weight").asLong()));
        take(account, cost);
        engine.collect(VenueAccount.USDC, cost);
        account.boughtRequests += action.path("weight").asLong();
        block.accounts.add(account.address);
        return done();
    }

    private JsonNode convertToMultiSig(VenueAccount account, ObjectNode action) throws Refused {
        try {
            JsonNode rule = VenueJson.MAPPER.readTree(action.path("signers").asText());
            if (rule.isNull()) {
                account.multiSig = Optional.empty();
                return done();
            }
            List<Address> signers = new ArrayList<>();
            rule.path("authorizedUsers").forEach(user -> signers.add(Address.parse(user.asText())));
            account.multiSig =
                    Optional.of(new MultiSig(signers, rule.path("threshold").asInt()));
            return done();
        } catch (JsonProcessingException unreadable) {
            throw new Refused("Invalid multi-sig signers.");
        }
    }
}
