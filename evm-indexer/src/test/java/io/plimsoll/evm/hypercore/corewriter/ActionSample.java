package io.plimsoll.evm.hypercore.corewriter;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.Abstraction;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.AddApiWallet;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.ApproveBuilderFee;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.BorrowLend;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.BorrowLendOperation;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.CancelOrderByCloid;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.CancelOrderByOid;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.FinalizeEvmContract;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.FinalizeVariant;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.LimitOrder;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.ReflectEvmSupplyChange;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.SendAsset;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.SetAbstraction;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.SpotSend;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.StakingDeposit;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.StakingWithdraw;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.TimeInForce;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.TokenDelegate;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.UsdClassTransfer;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.VaultTransfer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * An action and its bytes, written out by hand: version and id, then one word for each field, shown without the zeros before them.
 */
record ActionSample(int id, CoreAction action, String payload) {
    private static final String USER = "1111111111111111111111111111111111111111";
    private static final String VAULT = "dfc24b077bc1425ad1dea75bcb6f8158e10df303";
    private static final Address USER_ADDRESS = Address.parse(USER);
    private static final Address VAULT_ADDRESS = Address.parse(VAULT);
    private static final String MAX64 = "f".repeat(16);
    private static final BigInteger UINT64_MAX = new BigInteger("18446744073709551615");
    private static final String MAX128 = "f".repeat(32);
    private static final BigInteger UINT128_MAX = new BigInteger("340282366920938463463374607431768211455");

    static List<ActionSample> all() {
        return List.of(
                // sell 0.0147 of perp 4 at 1670.1, immediate or cancel
                new ActionSample(
                        1,
                        new LimitOrder(
                                4, false, decimal("1670.1"), decimal("0.0147"), true, TimeInForce.IOC, cloid("0")),
                        "01000001" + words("4", "0", "26e2925c80", "166e30", "1", "3", "0")),
                new ActionSample(
                        1,
                        new LimitOrder(
                                4_294_967_295L,
                                true,
                                decimal("184467440737.09551615"),
                                decimal("0"),
                                false,
                                TimeInForce.ALO,
                                Optional.of(UINT128_MAX)),
                        "01000001" + words("ffffffff", "1", MAX64, "0", "0", "1", MAX128)),
                new ActionSample(
                        1,
                        new LimitOrder(10_107, true, decimal("1"), decimal("2"), false, TimeInForce.GTC, cloid("255")),
                        "01000001" + words("277b", "1", "5f5e100", "bebc200", "0", "2", "ff")),
                new ActionSample(
                        2,
                        new VaultTransfer(VAULT_ADDRESS, true, decimal("5.000001")),
                        "01000002" + words(VAULT, "1", "4c4b41")),
                new ActionSample(
                        3, new TokenDelegate(VAULT_ADDRESS, UINT64_MAX, false), "01000003" + words(VAULT, MAX64, "0")),
                new ActionSample(4, new StakingDeposit(BigInteger.valueOf(100_000_000)), "01000004" + words("5f5e100")),
                new ActionSample(5, new StakingWithdraw(UINT64_MAX), "01000005" + words(MAX64)),
                new ActionSample(
                        6,
                        new SpotSend(USER_ADDRESS, 150, BigInteger.valueOf(255)),
                        "01000006" + words(USER, "96", "ff")),
                new ActionSample(7, new UsdClassTransfer(decimal("0.000001"), true), "01000007" + words("1", "1")),
                new ActionSample(
                        8,
                        new FinalizeEvmContract(1_452, FinalizeVariant.CREATE, 7),
                        "01000008" + words("5ac", "1", "7")),
                new ActionSample(
                        8,
                        new FinalizeEvmContract(1_452, FinalizeVariant.FIRST_STORAGE_SLOT, 0),
                        "01000008" + words("5ac", "2", "0")),
                new ActionSample(
                        8,
                        new FinalizeEvmContract(1_452, FinalizeVariant.CUSTOM_STORAGE_SLOT, 0),
                        "01000008" + words("5ac", "3", "0")),
                // the text begins after two words; its length; its bytes from the left
                new ActionSample(
                        9,
                        new AddApiWallet(USER_ADDRESS, "bot é"),
                        "01000009" + words(USER, "40", "6") + "626f7420c3a9" + "0".repeat(52)),
                new ActionSample(9, new AddApiWallet(USER_ADDRESS, ""), "01000009" + words(USER, "40", "0")),
                new ActionSample(
                        10,
                        new CancelOrderByOid(4, 9_223_372_036_854_775_807L),
                        "0100000a" + words("4", "7fffffffffffffff")),
                new ActionSample(11, new CancelOrderByCloid(4, UINT128_MAX), "0100000b" + words("4", MAX128)),
                new ActionSample(12, new ApproveBuilderFee(10, VAULT_ADDRESS), "0100000c" + words("a", VAULT)),
                new ActionSample(
                        13,
                        new SendAsset(USER_ADDRESS, Address.ZERO, CoreAction.SPOT_DEX, 0, 0, BigInteger.valueOf(256)),
                        "0100000d" + words(USER, "0", "ffffffff", "0", "0", "100")),
                new ActionSample(
                        14,
                        new ReflectEvmSupplyChange(15, BigInteger.valueOf(1_000_000), true),
                        "0100000e" + words("f", "f4240", "1")),
                new ActionSample(
                        15,
                        new BorrowLend(BorrowLendOperation.SUPPLY, 0, BigInteger.valueOf(16)),
                        "0100000f" + words("0", "0", "10")),
                new ActionSample(
                        15,
                        new BorrowLend(BorrowLendOperation.WITHDRAW, 150, BigInteger.ZERO),
                        "0100000f" + words("1", "96", "0")),
                new ActionSample(
                        16, new SetAbstraction(USER_ADDRESS, Abstraction.DISABLED), "01000010" + words(USER, "1")),
                new ActionSample(
                        16,
                        new SetAbstraction(USER_ADDRESS, Abstraction.UNIFIED_ACCOUNT),
                        "01000010" + words(USER, "2")),
                new ActionSample(
                        16,
                        new SetAbstraction(USER_ADDRESS, Abstraction.PORTFOLIO_MARGIN),
                        "01000010" + words(USER, "3")));
    }

    static String words(String... words) {
        StringBuilder hex = new StringBuilder();
        for (String word : words) {
            hex.append("0".repeat(64 - word.length())).append(word);
        }
        return hex.toString();
    }

    @Override
    public String toString() {
        return id + " " + action;
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }

    private static Optional<BigInteger> cloid(String text) {
        return Optional.of(new BigInteger(text)).filter(number -> number.signum() != 0);
    }
}
