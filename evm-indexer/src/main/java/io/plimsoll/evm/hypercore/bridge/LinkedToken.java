package io.plimsoll.evm.hypercore.bridge;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.evm.abi.AbiData;
import io.plimsoll.evm.hypercore.CoreUnits;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.SpotSend;
import io.plimsoll.evm.hypercore.precompile.TokenInfo;
import java.math.BigInteger;
import java.util.List;
import org.web3j.abi.datatypes.generated.Uint256;

/**
 * A token that is on both sides, and how it crosses. Amounts are whole numbers: on HyperCore of 10^−{@link #weiDecimals} of the token and
 * below 2^64, on HyperEVM of 10^−{@link #evmDecimals}. <b>Decimals that the other side does not have are burned on the way</b>, so an amount
 * with such dust is refused; {@link #withoutDustOnEvm} and {@link #withoutDustOnCore} take it off. Immutable.
 *
 * <p>What arrives on the other side belongs to the sender. An account that HyperCore has never seen must be funded there first.
 *
 * @see <a
 *     href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/hyperevm/hypercore-less-than-greater-than-hyperevm-transfers">
 *     transfers</a>
 */
public sealed interface LinkedToken {
    /** Index on HyperCore. */
    long index();

    /** Decimals on HyperCore. */
    int weiDecimals();

    /** How many more decimals it has on HyperEVM; may be negative. */
    int evmExtraWeiDecimals();

    /** Where it is sent to on HyperCore to leave for HyperEVM. */
    Address systemAddress();

    /**
     * What to send on HyperEVM, in this order, to have so much on HyperCore's spot side.
     *
     * @param evmAmount in 10^−{@link #evmDecimals}
     * @throws IllegalArgumentException if it is not positive, has dust, or is too large for HyperCore
     */
    List<BridgeCall> sendToCore(BigInteger evmAmount);

    /**
     * HYPE: the currency of HyperEVM, so it crosses as value.
     *
     * @param index 150; 1105 on the testnet
     */
    record Hype(long index) implements LinkedToken {
        private static final long MAINNET = 150;
        private static final long TESTNET = 1105;
        private static final int EXTRA_DECIMALS = 10;

        private static long indexOn(ChainId chain) {
            if (chain.equals(ChainId.HYPEREVM)) {
                return MAINNET;
            }
            if (chain.equals(ChainId.HYPEREVM_TESTNET)) {
                return TESTNET;
            }
            throw new IllegalArgumentException("HyperCore is behind chains 999 and 998, not " + chain);
        }

        @Override
        public int weiDecimals() {
            return CoreUnits.HYPE_WEI_DECIMALS;
        }

        @Override
        public int evmExtraWeiDecimals() {
            return EXTRA_DECIMALS;
        }

        @Override
        public Address systemAddress() {
            return SystemAddress.HYPE;
        }

        @Override
        public List<BridgeCall> sendToCore(BigInteger evmAmount) {
            toCore(evmAmount);
            return List.of(new BridgeCall(SystemAddress.HYPE, evmAmount, new byte[0]));
        }
    }

    /**
     * USDC: goes to HyperCore through Circle's contract only, and comes back by its system address as others do.
     *
     * @param wallet that contract
     */
    record Usdc(CoreDepositWallet wallet) implements LinkedToken {
        private static final int WEI_DECIMALS = 8;
        private static final int EXTRA_DECIMALS = -2;

        @Override
        public long index() {
            return 0;
        }

        @Override
        public int weiDecimals() {
            return WEI_DECIMALS;
        }

        @Override
        public int evmExtraWeiDecimals() {
            return EXTRA_DECIMALS;
        }

        @Override
        public Address systemAddress() {
            return SystemAddress.of(index());
        }

        @Override
        public List<BridgeCall> sendToCore(BigInteger evmAmount) {
            toCore(evmAmount);
            return wallet.deposit(evmAmount, CoreDepositWallet.SPOT);
        }
    }

    /**
     * Any other token.
     *
     * @param index on HyperCore
     * @param contract on HyperEVM
     * @param weiDecimals on HyperCore
     * @param evmExtraWeiDecimals how many more it has on HyperEVM; may be negative
     */
    record Erc20(long index, Address contract, int weiDecimals, int evmExtraWeiDecimals) implements LinkedToken {
        /**
         * As HyperCore lists it.
         *
         * @throws IllegalArgumentException if there is no such index, or the decimals are not 0 to 255 on both sides
         */
        public Erc20 {
            SystemAddress.of(index);
            requireDecimals("weiDecimals", weiDecimals);
            requireDecimals("weiDecimals + evmExtraWeiDecimals", weiDecimals + evmExtraWeiDecimals);
        }

        private static void requireDecimals(String what, int decimals) {
            if (decimals < 0 || decimals > 255) {
                throw new IllegalArgumentException(what + " must be 0 to 255, got " + decimals);
            }
        }

        @Override
        public Address systemAddress() {
            return SystemAddress.of(index);
        }

        @Override
        public List<BridgeCall> sendToCore(BigInteger evmAmount) {
            toCore(evmAmount);
            return List.of(new BridgeCall(
                    contract,
                    BigInteger.ZERO,
                    AbiData.encode("transfer", AbiData.argument(systemAddress()), new Uint256(evmAmount))));
        }
    }

    /**
     * HYPE on a chain.
     *
     * @throws IllegalArgumentException if it is not HyperEVM or its testnet
     */
    static LinkedToken hype(ChainId chain) {
        return new Hype(Hype.indexOn(chain));
    }

    /**
     * USDC on a chain.
     *
     * @throws IllegalArgumentException if it is not HyperEVM or its testnet
     */
    static LinkedToken usdc(ChainId chain) {
        return new Usdc(CoreDepositWallet.on(chain));
    }

    /**
     * The token with this index, as the chain describes it ({@link io.plimsoll.evm.hypercore.precompile.CoreRead#tokenInfo}).
     *
     * @throws IllegalArgumentException if it has no contract on HyperEVM, or is HYPE or USDC and not what is known of them here: then the
     *     way has changed, and must be looked up before anything is sent
     */
    static LinkedToken of(ChainId chain, long index, TokenInfo info) {
        if (index == Hype.indexOn(chain)) {
            LinkedToken hype = hype(chain);
            requireKnown(hype.weiDecimals() == info.weiDecimals(), hype, info);
            return hype;
        }
        if (index == 0) {
            LinkedToken usdc = usdc(chain);
            requireKnown(
                    usdc.weiDecimals() == info.weiDecimals()
                            && usdc.evmExtraWeiDecimals() == info.evmExtraWeiDecimals()
                            && info.evmContract()
                                    .filter(CoreDepositWallet.on(chain).address()::equals)
                                    .isPresent(),
                    usdc,
                    info);
            return usdc;
        }
        Address contract = info.evmContract()
                .orElseThrow(() -> new IllegalArgumentException("token " + index + " (" + info.name()
                        + ") is not linked to a contract: what is sent would be lost"));
        return new Erc20(index, contract, info.weiDecimals(), info.evmExtraWeiDecimals());
    }

    private static void requireKnown(boolean known, LinkedToken expected, TokenInfo info) {
        if (!known) {
            throw new IllegalArgumentException("expected " + expected + ", the chain says " + info);
        }
    }

    /** Decimals on HyperEVM. */
    default int evmDecimals() {
        return weiDecimals() + evmExtraWeiDecimals();
    }

    /**
     * What so much on HyperEVM is on HyperCore.
     *
     * @throws IllegalArgumentException if it is not positive, has dust, or is too large for HyperCore
     */
    default BigInteger toCore(BigInteger evmAmount) {
        return CoreUnits.uint64(
                "amount on HyperCore of token " + index(), converted(evmAmount, -evmExtraWeiDecimals()));
    }

    /**
     * What so much on HyperCore is on HyperEVM.
     *
     * @throws IllegalArgumentException if it is not positive, has dust, or is more than HyperCore can have
     */
    default BigInteger toEvm(BigInteger coreWei) {
        CoreUnits.uint64("amount on HyperCore of token " + index(), coreWei);
        return converted(coreWei, evmExtraWeiDecimals());
    }

    /** The most of an amount on HyperEVM, not negative, that crosses without loss; may be 0. */
    default BigInteger withoutDustOnEvm(BigInteger evmAmount) {
        return evmAmount.subtract(dust(evmAmount, -evmExtraWeiDecimals()));
    }

    /** The most of an amount on HyperCore, not negative, that crosses without loss; may be 0. */
    default BigInteger withoutDustOnCore(BigInteger coreWei) {
        return coreWei.subtract(dust(coreWei, evmExtraWeiDecimals()));
    }

    /**
     * What to tell HyperCore, through {@link io.plimsoll.evm.hypercore.corewriter.CoreWriter}, to have so much on HyperEVM. It costs 200,000
     * gas at the base fee of the next block, which the sender must have on HyperCore.
     *
     * @param coreWei in 10^−{@link #weiDecimals}
     * @throws IllegalArgumentException if it is not positive, has dust, or is more than HyperCore can have
     */
    default SpotSend sendToEvm(BigInteger coreWei) {
        toEvm(coreWei);
        return new SpotSend(systemAddress(), index(), coreWei);
    }

    private BigInteger converted(BigInteger amount, int moreDecimals) {
        BigInteger dust = dust(amount, moreDecimals);
        if (amount.signum() <= 0 || dust.signum() > 0) {
            throw new IllegalArgumentException("amount of token " + index()
                    + (amount.signum() <= 0
                            ? " must be positive, got " + amount
                            : " " + amount + " has " + dust
                                    + " that the other side has no decimals for: it would burn"));
        }
        BigInteger power = BigInteger.TEN.pow(Math.abs(moreDecimals));
        return moreDecimals < 0 ? amount.divide(power) : amount.multiply(power);
    }

    private static BigInteger dust(BigInteger amount, int moreDecimals) {
        return moreDecimals >= 0 ? BigInteger.ZERO : amount.remainder(BigInteger.TEN.pow(-moreDecimals));
    }
}
