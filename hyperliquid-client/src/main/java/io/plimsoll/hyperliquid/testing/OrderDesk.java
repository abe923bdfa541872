package io.plimsoll.hyperliquid.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.core.domain.position.MarginMode;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.hyperliquid.testing.ExchangeEndpoint.Refused;
import io.plimsoll.hyperliquid.testing.Matching.Placement;
import io.plimsoll.hyperliquid.testing.VenueAccount.Holding;
import io.plimsoll.hyperliquid.testing.VenueAccount.Leverage;
import io.plimsoll.hyperliquid.testing.VenueOrder.Ticket;
import io.plimsoll.hyperliquid.testing.VenueOrder.Trigger;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what is wished of orders, TWAPs and margin, and has it done. To be called within a transaction. */
final class OrderDesk {
    private static final Set<String> TIFS = Set.of("Gtc", "Ioc", "Alo", "FrontendMarket");
    private static final long SOONEST_CANCEL = 5_000;
    private static final int SHORTEST_TWAP = 5;
    private static final int LONGEST_TWAP = 1440;

    private final Engine engine;
    private long lastTwap;

    OrderDesk(Engine engine) {
        this.engine = engine;
    }

    JsonNode order(Block block, VenueAccount account, ObjectNode action) throws Refused {
        String grouping = action.path("grouping").asText("na");
        Optional<VenueOrder.Builder> builder = action.has("builder")
                ? Optional.of(new VenueOrder.Builder(
                        Address.parse(action.path("builder").path("b").asText()),
                        action.path("builder").path("f").asInt()))
                : Optional.empty();
        List<Ticket> tickets = new ArrayList<>();
        for (JsonNode wire : action.path("orders")) {
            tickets.add(ticket(wire, builder));
        }
        if (tickets.isEmpty()) {
            return Answers.statuses("order", List.of(Answers.error("Order batch is empty.")));
        }
        boolean grouped = grouping.equals("normalTpsl") || grouping.equals("positionTpsl");
        if (grouped && tickets.stream().anyMatch(t -> t.trigger().isPresent() && !t.reduceOnly())) {
            return Answers.statuses("order", List.of(Answers.error("TP/SL orders must be reduce only.")));
        }
        if (grouping.equals("positionTpsl")
                && tickets.stream().anyMatch(t -> t.trigger().isEmpty())) {
            throw new Refused("Invalid TP/SL order grouping.");
        }
        Optional<Refusal> unfit = unfitForAll(tickets, grouping);
        if (unfit.isPresent()) {
            return Answers.statuses("order", List.of(Answers.error(unfit.get().text())));
        }
        return Answers.statuses(
                "order",
                grouping.equals("normalTpsl")
                        ? withChildren(block, account, tickets)
                        : tickets.stream()
                                .map(ticket -> status(
                                        engine.orders().place(block, account, ticket, grouping.equals("positionTpsl")),
                                        grouped && ticket.trigger().isPresent()))
                                .toList());
    }

    /** What the venue finds before it looks at any order by itself: one error for the whole batch, and nothing is placed. */
    private Optional<Refusal> unfitForAll(List<Ticket> tickets, String grouping) {
        if (tickets.stream().anyMatch(engine.orders()::tooFar)) {
            return Optional.of(Refusal.ORACLE);
        }
        return grouping.equals("normalTpsl")
                ? tickets.stream()
                        .skip(1)
                        .flatMap(child -> engine.orders().unreadable(child, false).stream())
                        .findFirst()
                : Optional.empty();
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
                statuses.add(Answers.error(parent.refusal().orElseThrow().text()));
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

    private Ticket ticket(JsonNode wire, Optional<VenueOrder.Builder> builder) throws Refused {
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
        return find(asset).orElseThrow(() -> new Refused("Invalid asset: " + asset));
    }

    private Optional<Instrument> find(JsonNode asset) {
        return asset.canConvertToInt() ? engine.instrument(asset.asInt()) : Optional.empty();
    }

    private static JsonNode status(Placement placement, boolean waiting) {
        if (placement.refusal().isPresent()) {
            return Answers.error(placement.refusal().get().text());
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

    JsonNode cancel(Block block, VenueAccount account, ObjectNode action) {
        return cancelEach(
                block,
                account,
                action,
                "a",
                item -> account.order(item.path("o").asLong()));
    }

    JsonNode cancelByCloid(Block block, VenueAccount account, ObjectNode action) {
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
            Optional<String> refusal = find(item.path(asset))
                    .map(market -> engine.orders().cancel(block, account, market, finder.find(item)))
                    .orElse(Optional.of("Invalid asset: " + item.path(asset)));
            statuses.add(refusal.<JsonNode>map(Answers::error)
                    .orElseGet(() -> VenueJson.object().textNode("success")));
        }
        return Answers.statuses("cancel", statuses);
    }

    JsonNode modify(Block block, VenueAccount account, ObjectNode action) throws Refused {
        Placement placement = replace(block, account, action, action.path("a").asBoolean());
        if (placement.refusal().isPresent()) {
            throw new Refused(placement.refusal().get().text());
        }
        return Answers.done();
    }

    JsonNode batchModify(Block block, VenueAccount account, ObjectNode action) {
        List<JsonNode> statuses = new ArrayList<>();
        for (JsonNode item : action.path("modifies")) {
            try {
                statuses.add(
                        status(replace(block, account, item, action.path("a").asBoolean()), false));
            } catch (Refused refused) {
                statuses.add(Answers.error(refused.text()));
            }
        }
        return Answers.statuses("order", statuses);
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

    JsonNode scheduleCancel(VenueAccount account, ObjectNode action) throws Refused {
        if (action.has("time") && action.get("time").asLong() < engine.now() + SOONEST_CANCEL) {
            throw new Refused("Scheduled cancel time too early, must be at least 5 seconds from now.");
        }
        if (action.has("time") && !engine.mayScheduleCancel(account)) {
            throw new Refused("Cannot set scheduled cancel time: too many triggers today.");
        }
        engine.schedule(
                account, action.has("time") ? Optional.of(action.get("time").asLong()) : Optional.empty());
        return Answers.done();
    }

    JsonNode twapOrder(Block block, VenueAccount account, ObjectNode action) throws Refused {
        JsonNode twap = action.path("twap");
        Instrument market = market(twap.path("a"));
        int minutes = twap.path("m").asInt();
        BigDecimal size = CanonicalAction.decimal(twap.path("s"));
        String problem = minutes < SHORTEST_TWAP || minutes > LONGEST_TWAP
                ? "Invalid TWAP duration: " + minutes + " min(s)"
                : size.signum() <= 0 || !market.sizeFits(size) ? Refusal.SIZE.text() : "";
        ObjectNode data = VenueJson.object();
        if (!problem.isEmpty()) {
            data.set("status", Answers.error(problem));
            return Answers.answer("twapOrder", data);
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
        JsonNode start = action.path("details").path("t");
        if (start.isObject()) {
            state.putObject("trigger")
                    .put("px", VenueJson.print(CanonicalAction.decimal(start.path("p"))))
                    .put("above", start.path("a").asBoolean());
        }
        if (action.path("details").hasNonNull("s")) {
            state.put(
                    "stopPx",
                    VenueJson.print(
                            CanonicalAction.decimal(action.path("details").path("s"))));
        }
        account.twaps.put(id, state);
        block.twap(account, id, state, start.isObject() ? "waitingForTrigger" : "activated");
        data.putObject("status").putObject("running").put("twapId", id);
        return Answers.answer("twapOrder", data);
    }

    JsonNode twapCancel(Block block, VenueAccount account, ObjectNode action) {
        ObjectNode data = VenueJson.object();
        long id = action.path("t").asLong();
        Optional<ObjectNode> running = Optional.ofNullable(account.twaps.get(id))
                .filter(state -> find(action.path("a"))
                        .filter(market -> market.coin().equals(state.get("coin").asText()))
                        .isPresent());
        if (running.isEmpty()) {
            data.set("status", Answers.error("TWAP was never placed, already canceled, or filled."));
        } else {
            account.twaps.remove(id);
            block.twap(account, id, running.get(), "terminated");
            data.put("status", "success");
        }
        return Answers.answer("twapCancel", data);
    }

    // ---- margin

    JsonNode updateLeverage(Block block, VenueAccount account, ObjectNode action) throws Refused {
        Instrument market = perp(action);
        int value = action.path("leverage").asInt();
        MarginMode mode = action.path("isCross").asBoolean() ? MarginMode.CROSS : MarginMode.ISOLATED;
        Holding held = account.holdings.get(market.coin());
        BigDecimal size = held == null ? BigDecimal.ZERO : held.size.abs();
        if (value < 1 || value > engine.maxLeverage(market, size)) {
            throw new Refused("Invalid leverage value");
        }
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
        return Answers.done();
    }

    JsonNode updateIsolatedMargin(Block block, VenueAccount account, ObjectNode action) throws Refused {
        Instrument market = perp(action);
        Holding held = isolated(account, market);
        BigDecimal change = BigDecimal.valueOf(action.path("ntli").asLong(), 6);
        // what stays must open the position again, and be a tenth of it
        BigDecimal required =
                required(market, held, BigDecimal.valueOf(held.leverage.value()).min(BigDecimal.TEN));
        BigDecimal equity = equity(market, held);
        if (change.compareTo(engine.available(account)) > 0
                || (change.signum() < 0 && equity.add(change).compareTo(required) < 0)) {
            throw new Refused("Insufficient margin to change isolated margin.");
        }
        account.holdings.put(market.coin(), held.withMargin(held.isolatedMargin.add(change)));
        block.accounts.add(account.address);
        return Answers.done();
    }

    /** Adds what is missing to an isolated position for a leverage, its own margin and profit counted. */
    JsonNode topUpIsolatedOnlyMargin(Block block, VenueAccount account, ObjectNode action) throws Refused {
        Instrument market = perp(action);
        Holding held = isolated(account, market);
        BigDecimal leverage = CanonicalAction.decimal(action.path("leverage"));
        if (leverage.signum() <= 0) {
            throw new Refused("Invalid leverage value");
        }
        BigDecimal missing = required(market, held, leverage).subtract(equity(market, held));
        if (missing.signum() <= 0 || missing.compareTo(engine.available(account)) > 0) {
            throw new Refused("Insufficient margin to change isolated margin.");
        }
        account.holdings.put(market.coin(), held.withMargin(held.isolatedMargin.add(missing)));
        block.accounts.add(account.address);
        return Answers.done();
    }

    private static Holding isolated(VenueAccount account, Instrument market) throws Refused {
        Holding held = account.holdings.get(market.coin());
        if (held == null || held.leverage.mode() != MarginMode.ISOLATED) {
            throw new Refused("No isolated position to change the margin of.");
        }
        return held;
    }

    private BigDecimal required(Instrument market, Holding held, BigDecimal leverage) {
        return held.size.abs().multiply(engine.mark(market)).divide(leverage, 6, RoundingMode.UP);
    }

    private BigDecimal equity(Instrument market, Holding held) {
        return held.isolatedMargin.add(held.size.multiply(engine.mark(market)).subtract(held.basis));
    }

    private Instrument perp(ObjectNode action) throws Refused {
        Instrument market = market(action.path("asset"));
        if (market.spot()) {
            throw new Refused("Invalid asset: " + action.path("asset"));
        }
        return market;
    }
}
