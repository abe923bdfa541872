package io.plimsoll.hyperliquid.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.hyperliquid.testing.ExchangeEndpoint.Refused;
import io.plimsoll.hyperliquid.testing.VenueAccount.Agent;
import io.plimsoll.hyperliquid.testing.VenueAccount.MultiSig;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Carries out the actions of those who may act. Orders and transfers have desks of their own, permissions and settings
 * are done here. Actions whose effect lies outside this venue (staking, lending, deployments, referrals) are acknowledged.
 * Thread-safe.
 */
final class ActionDesk {
    private static final BigDecimal REQUEST_PRICE = new BigDecimal("0.0005");
    private static final int MOST_NAMED_AGENTS = 3;
    private static final int NAMED_AGENTS_PER_SUB_ACCOUNT = 2;
    private static final long LONGEST_AGENT = 180L * 86_400_000;

    private static final int HIGHEST_BUILDER_FEE = 1_000;
    private static final int FREE_CANCELS = 100_000;
    private static final int PRICE_OF_EXPIRY = 5;
    private static final long EXHAUSTED_PACE = 10_000;

    private final Engine engine;
    private final OrderDesk orders;
    private final Treasury treasury;
    private volatile boolean limited;

    ActionDesk(Engine engine) {
        this.engine = engine;
        this.orders = new OrderDesk(engine);
        this.treasury = new Treasury(engine);
    }

    /** From now on, addresses have a budget of actions. */
    void limitAddresses() {
        limited = true;
    }

    /** An action that came too late is not done, and costs the address five times as much. */
    void chargeExpired(Address acting, ObjectNode action) {
        engine.read(() -> {
            engine.open(acting).penalties += (long) PRICE_OF_EXPIRY * items(action);
            return true;
        });
    }

    /** An address without budget may send one request every 10 s, and cancel some more. */
    private void requireBudget(VenueAccount account, ObjectNode action) throws Refused {
        long cap = account.requestCap();
        boolean cancels = action.path("type").asText().startsWith("cancel");
        long most = cancels ? Math.min(cap + FREE_CANCELS, 2 * cap) : cap;
        long used = account.requests + account.penalties;
        if (!limited || used + items(action) <= most) {
            return;
        }
        if (engine.now() - account.lastGranted < EXHAUSTED_PACE || items(action) > 1) {
            throw new Refused("Too many cumulative requests sent (" + used + " > " + cap
                    + ") for cumulative volume traded $" + VenueJson.plain(account.volume)
                    + ". Place taker orders to free up 1 request per USDC traded.");
        }
        account.lastGranted = engine.now();
    }

    private interface Work {
        JsonNode run(Block block) throws Refused;
    }

    /** Does it in one transaction of its own. */
    ObjectNode execute(Address acting, ObjectNode action, long nonce) throws Refused {
        return inOneBlock(block -> {
            VenueAccount account = engine.open(acting);
            requireBudget(account, action);
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
            case "order" -> orders.order(block, account, action);
            case "cancel" -> orders.cancel(block, account, action);
            case "cancelByCloid" -> orders.cancelByCloid(block, account, action);
            case "modify" -> orders.modify(block, account, action);
            case "batchModify" -> orders.batchModify(block, account, action);
            case "scheduleCancel" -> orders.scheduleCancel(account, action);
            case "updateLeverage" -> orders.updateLeverage(block, account, action);
            case "updateIsolatedMargin" -> orders.updateIsolatedMargin(block, account, action);
            case "topUpIsolatedOnlyMargin" -> orders.topUpIsolatedOnlyMargin(block, account, action);
            case "twapOrder" -> orders.twapOrder(block, account, action);
            case "twapCancel" -> orders.twapCancel(block, account, action);
            case "usdSend" -> treasury.usdSend(block, account, action);
            case "spotSend" -> treasury.spotSend(block, account, action);
            case "sendAsset" -> treasury.sendAsset(block, account, action);
            case "agentSendAsset" -> treasury.agentSendAsset(block, account, action);
            case "usdClassTransfer" -> treasury.usdClassTransfer(block, account, action);
            case "withdraw3" -> treasury.withdraw(block, account, action);
            case "createVault" -> treasury.createVault(block, account, action);
            case "vaultTransfer" -> treasury.vaultTransfer(block, account, action);
            case "createSubAccount" -> treasury.createSubAccount(block, account, action, nonce);
            case "subAccountTransfer" -> treasury.subAccountTransfer(block, account, action);
            case "subAccountSpotTransfer" -> treasury.subAccountSpotTransfer(block, account, action);
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
            default -> Answers.done();
        };
    }

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
        int most = MOST_NAMED_AGENTS
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
        return Answers.done();
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
        if (tenths > HIGHEST_BUILDER_FEE) {
            throw new Refused("Invalid builder fee rate: " + rate);
        }
        account.builders.put(Address.parse(action.path("builder").asText()), tenths);
        return Answers.done();
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
        return Answers.done();
    }

    private JsonNode reserveRequestWeight(Block block, VenueAccount account, ObjectNode action) throws Refused {
        BigDecimal cost =
                REQUEST_PRICE.multiply(BigDecimal.valueOf(action.path("weight").asLong()));
        treasury.take(account, cost);
        engine.collect(VenueAccount.USDC, cost);
        account.boughtRequests += action.path("weight").asLong();
        block.accounts.add(account.address);
        return Answers.done();
    }

    private JsonNode convertToMultiSig(VenueAccount account, ObjectNode action) throws Refused {
        try {
            JsonNode rule = VenueJson.MAPPER.readTree(action.path("signers").asText());
            if (rule.isNull()) {
                account.multiSig = Optional.empty();
                return Answers.done();
            }
            List<Address> signers = new ArrayList<>();
            rule.path("authorizedUsers").forEach(user -> signers.add(Address.parse(user.asText())));
            account.multiSig =
                    Optional.of(new MultiSig(signers, rule.path("threshold").asInt()));
            return Answers.done();
        } catch (JsonProcessingException unreadable) {
            throw new Refused("Invalid multi-sig signers.");
        }
    }
}
