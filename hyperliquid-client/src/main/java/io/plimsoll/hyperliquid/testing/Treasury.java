package io.plimsoll.hyperliquid.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.crypto.Keccak256;
import io.plimsoll.hyperliquid.testing.ExchangeEndpoint.Refused;
import io.plimsoll.hyperliquid.testing.VenueAccount.Ownership;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Moves money between accounts, their sub-accounts and vaults. To be called within a transaction. */
final class Treasury {
    private static final BigDecimal WITHDRAWAL_FEE = BigDecimal.ONE;
    private static final long VAULT_LOCK = 86_400_000;

    private final Engine engine;

    Treasury(Engine engine) {
        this.engine = engine;
    }

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

    void take(VenueAccount account, BigDecimal usdc) throws Refused {
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

    JsonNode usdSend(Block block, VenueAccount account, ObjectNode action) throws Refused {
        BigDecimal amount = positive(action.path("amount"));
        VenueAccount to = engine.open(Address.parse(action.path("destination").asText()));
        take(account, amount);
        to.collateral = to.collateral.add(amount);
        tellBoth(
                block,
                account,
                to,
                transfer("internalTransfer", amount, account, to).put("fee", "0.0"));
        return Answers.done();
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

    JsonNode spotSend(Block block, VenueAccount account, ObjectNode action) throws Refused {
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
        return Answers.done();
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

    /** What an agent may send it may only move, between the pockets of one account. */
    JsonNode agentSendAsset(Block block, VenueAccount account, ObjectNode action) throws Refused {
        String from = action.path("fromSubAccount").asText();
        String source = from.isEmpty() ? account.address.hex() : from;
        if (!action.path("destination").asText().equalsIgnoreCase(source)) {
            throw new Refused(
                    "Invalid destination: " + action.path("destination").asText());
        }
        return sendAsset(block, account, action);
    }

    JsonNode sendAsset(Block block, VenueAccount signer, ObjectNode action) throws Refused {
        String subAccount = action.path("fromSubAccount").asText();
        VenueAccount account = subAccount.isEmpty() ? signer : owned(signer, subAccount, "subAccount");
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
        return Answers.done();
    }

    JsonNode usdClassTransfer(Block block, VenueAccount signer, ObjectNode action) throws Refused {
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
        return Answers.done();
    }

    JsonNode withdraw(Block block, VenueAccount account, ObjectNode action) throws Refused {
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
        return Answers.done();
    }

    // ---- vaults and sub-accounts

    private VenueAccount owned(VenueAccount owner, String address, String role) throws Refused {
        return engine.account(Address.parse(address))
                .filter(account -> account.ownership
                        .filter(o -> o.owner().equals(owner.address) && o.role().equals(role))
                        .isPresent())
                .orElseThrow(() -> new Refused("Vault not registered: " + address));
    }

    private static void requireLength(String field, ObjectNode action, int least, int most) throws Refused {
        int length = action.path(field).asText().length();
        if (length < least || length > most) {
            throw new Refused("Invalid " + field + ": " + length + " characters");
        }
    }

    private VenueAccount create(VenueAccount owner, String role, String name, long nonce) {
        byte[] seed = (role + owner.address + name + nonce).getBytes(StandardCharsets.UTF_8);
        VenueAccount created = engine.open(Address.of(Arrays.copyOfRange(Keccak256.hash(seed), 12, 32)));
        created.ownership = Optional.of(new Ownership(owner.address, role, name));
        return created;
    }

    JsonNode createSubAccount(Block block, VenueAccount account, ObjectNode action, long nonce) throws Refused {
        requireLength("name", action, 1, 16);
        VenueAccount created = create(account, "subAccount", action.path("name").asText(), nonce);
        block.accounts.add(created.address);
        return Answers.answer("createSubAccount", VenueJson.object().textNode(created.address.hex()));
    }

    JsonNode createVault(Block block, VenueAccount account, ObjectNode action) throws Refused {
        BigDecimal amount = micro(action.path("initialUsd"));
        if (amount.compareTo(BigDecimal.valueOf(100)) < 0) {
            throw new Refused("Initial deposit must be at least 100 USDC.");
        }
        requireLength("name", action, 3, 50);
        requireLength("description", action, 10, 250);
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
        return Answers.answer("createVault", VenueJson.object().textNode(vault.address.hex()));
    }

    JsonNode vaultTransfer(Block block, VenueAccount account, ObjectNode action) throws Refused {
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
            if (!vault.ownership.orElseThrow().owner().equals(account.address)) {
                account.vaultLocks.put(vault.address, block.time + VAULT_LOCK);
            }
            delta.put("type", "vaultDeposit").put("vault", address).put("usdc", VenueJson.print(amount));
        } else {
            if (account.vaultLocks.getOrDefault(vault.address, 0L) > block.time) {
                throw new Refused("Cannot withdraw from vault during lockup period.");
            }
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
        return Answers.done();
    }

    JsonNode subAccountTransfer(Block block, VenueAccount account, ObjectNode action) throws Refused {
        VenueAccount sub = owned(account, action.path("subAccountUser").asText(), "subAccount");
        BigDecimal amount = micro(action.path("usd"));
        VenueAccount from = action.path("isDeposit").asBoolean() ? account : sub;
        VenueAccount to = from == account ? sub : account;
        take(from, amount);
        to.collateral = to.collateral.add(amount);
        tellBoth(block, from, to, transfer("subAccountTransfer", amount, from, to));
        return Answers.done();
    }

    JsonNode subAccountSpotTransfer(Block block, VenueAccount account, ObjectNode action) throws Refused {
        VenueAccount sub = owned(account, action.path("subAccountUser").asText(), "subAccount");
        String token = action.path("token").asText().split(":", -1)[0];
        BigDecimal amount = positive(action.path("amount"));
        VenueAccount from = action.path("isDeposit").asBoolean() ? account : sub;
        VenueAccount to = from == account ? sub : account;
        takeToken(from, token, amount);
        to.credit(token, amount);
        block.accounts.add(from.address);
        block.accounts.add(to.address);
        return Answers.done();
    }
}
