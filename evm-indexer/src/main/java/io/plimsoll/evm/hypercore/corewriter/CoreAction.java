package io.plimsoll.evm.hypercore.corewriter;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.evm.hypercore.CoreUnits;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Something that HyperCore is told to do through {@link CoreWriter}. Fields are named and ordered as documented. Prices, sizes and USD are
 * decimals, as their scale is the same everywhere; {@code wei} of tokens are whole numbers of 10^−weiDecimals of the token on HyperCore,
 * <b>not</b> of its contract on HyperEVM. A value that its field cannot hold is an {@link IllegalArgumentException}; nothing is rounded.
 * Whether HyperCore would accept the action is not checked. Indexes are 0 to 2^32 − 1.
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/hyperevm/interacting-with-hypercore">actions</a>
 */
public sealed interface CoreAction {
    /** The DEX of {@link SendAsset} that stands for the spot side. */
    long SPOT_DEX = 0xffff_ffffL;

    /** The id by which the chain knows it; of {@link Unrecognised} bytes the id that they name, if they name one. */
    default OptionalInt id() {
        return CoreActionCodec.id(this);
    }

    /** How long an order stays. */
    enum TimeInForce {
        /** Add liquidity only: refused if it would trade at once. */
        ALO,
        /** Good until cancelled. */
        GTC,
        /** Immediate or cancel. */
        IOC
    }

    /** How it is shown that a contract is a token's. */
    enum FinalizeVariant {
        /** By the nonce with which the token's deployer created it. */
        CREATE,
        /** By the deployer's address in the first slot of its storage. */
        FIRST_STORAGE_SLOT,
        /** By the deployer's address in a slot of its storage that Hyperliquid names. */
        CUSTOM_STORAGE_SLOT
    }

    /** What is done with a lending reserve. */
    enum BorrowLendOperation {
        /** Lend to it. */
        SUPPLY,
        /** Take back. */
        WITHDRAW
    }

    /** How far the balances of an account stand in for each other. */
    enum Abstraction {
        /** Not at all. */
        DISABLED,
        /** Unified account. */
        UNIFIED_ACCOUNT,
        /** Portfolio margin. */
        PORTFOLIO_MARGIN
    }

    /**
     * 1: an order.
     *
     * @param asset index of the perp, or 10000 + the index of the spot pair
     * @param limitPx at most 8 decimals; that the market takes such a price is not checked
     * @param sz in the base, at most 8 decimals; that the market takes such a size is not checked
     * @param reduceOnly may only make the position smaller
     * @param cloid the client's own id of it, 1 to 2^128 − 1
     */
    record LimitOrder(
            long asset,
            boolean isBuy,
            BigDecimal limitPx,
            BigDecimal sz,
            boolean reduceOnly,
            TimeInForce tif,
            Optional<BigInteger> cloid)
            implements CoreAction {
        public LimitOrder {
            Limits.index("asset", asset);
            limitPx = Limits.decimal("limitPx", limitPx, CoreUnits.ORDER_DECIMALS);
            sz = Limits.decimal("sz", sz, CoreUnits.ORDER_DECIMALS);
            cloid.ifPresent(Limits::cloid);
        }
    }

    /**
     * 2: USD into a vault or out of it.
     *
     * @param isDeposit false takes out
     * @param usd at most 6 decimals
     */
    record VaultTransfer(Address vault, boolean isDeposit, BigDecimal usd) implements CoreAction {
        public VaultTransfer {
            usd = Limits.decimal("usd", usd, CoreUnits.USD_DECIMALS);
        }
    }

    /**
     * 3: HYPE from the staking balance to a validator or back.
     *
     * @param wei in 10^−8 HYPE
     */
    record TokenDelegate(Address validator, BigInteger wei, boolean isUndelegate) implements CoreAction {
        public TokenDelegate {
            CoreUnits.uint64("wei", wei);
        }
    }

    /**
     * 4: HYPE from the spot balance to the staking balance.
     *
     * @param wei in 10^−8 HYPE
     */
    record StakingDeposit(BigInteger wei) implements CoreAction {
        public StakingDeposit {
            CoreUnits.uint64("wei", wei);
        }
    }

    /**
     * 5: HYPE from the staking balance to the spot balance, after a week.
     *
     * @param wei in 10^−8 HYPE
     */
    record StakingWithdraw(BigInteger wei) implements CoreAction {
        public StakingWithdraw {
            CoreUnits.uint64("wei", wei);
        }
    }

    /**
     * 6: tokens to somebody on the spot side; to a system address they go to HyperEVM.
     *
     * @param token index of the token
     * @param wei in 10^−weiDecimals of the token on HyperCore
     */
    record SpotSend(Address destination, long token, BigInteger wei) implements CoreAction {
        public SpotSend {
            Limits.index("token", token);
            CoreUnits.uint64("wei", wei);
        }
    }

    /**
     * 7: USD between the spot and the perp side.
     *
     * @param ntl in USD, at most 6 decimals
     * @param toPerp false is to the spot side
     */
    record UsdClassTransfer(BigDecimal ntl, boolean toPerp) implements CoreAction {
        public UsdClassTransfer {
            ntl = Limits.decimal("ntl", ntl, CoreUnits.USD_DECIMALS);
        }
    }

    /**
     * 8: links a token to its contract for good.
     *
     * @param token index of the token
     * @param createNonce for {@link FinalizeVariant#CREATE}, else 0; 0 to 2^63 − 1
     */
    record FinalizeEvmContract(long token, FinalizeVariant variant, long createNonce) implements CoreAction {
        public FinalizeEvmContract {
            Limits.index("token", token);
            Limits.notNegative("createNonce", createNonce);
        }
    }

    /**
     * 9: lets a wallet trade for the sender.
     *
     * @param wallet the address that will sign
     * @param name may be empty: the sender's main API wallet
     */
    record AddApiWallet(Address wallet, String name) implements CoreAction {}

    /**
     * 10: takes an order back by the id that HyperCore gave it.
     *
     * @param asset as in {@link LimitOrder}
     * @param oid 0 to 2^63 − 1
     */
    record CancelOrderByOid(long asset, long oid) implements CoreAction {
        public CancelOrderByOid {
            Limits.index("asset", asset);
            Limits.notNegative("oid", oid);
        }
    }

    /**
     * 11: takes an order back by the client's own id.
     *
     * @param asset as in {@link LimitOrder}
     * @param cloid 1 to 2^128 − 1
     */
    record CancelOrderByCloid(long asset, BigInteger cloid) implements CoreAction {
        public CancelOrderByCloid {
            Limits.index("asset", asset);
            Limits.cloid(cloid);
        }
    }

    /**
     * 12: lets a builder of front ends take a fee on the sender's orders.
     *
     * @param maxFeeRate at most so much, in tenths of a basis point: 10 is 0.01 %
     */
    record ApproveBuilderFee(long maxFeeRate, Address builder) implements CoreAction {
        public ApproveBuilderFee {
            Limits.notNegative("maxFeeRate", maxFeeRate);
        }
    }

    /**
     * 13: tokens between DEXes, the spot side, sub-accounts and users; to a system address they go to HyperEVM.
     *
     * @param subAccount whose tokens; {@link Address#ZERO} for the sender's own
     * @param sourceDex index of a perp DEX, 0 for Hyperliquid's own, or {@link CoreAction#SPOT_DEX}
     * @param destinationDex the same
     * @param token index of the token
     * @param wei in 10^−weiDecimals of the token on HyperCore
     */
    record SendAsset(
            Address destination, Address subAccount, long sourceDex, long destinationDex, long token, BigInteger wei)
            implements CoreAction {
        public SendAsset {
            Limits.index("sourceDex", sourceDex);
            Limits.index("destinationDex", destinationDex);
            Limits.index("token", token);
            CoreUnits.uint64("wei", wei);
        }
    }

    /**
     * 14: tells HyperCore that the contract of an aligned quote token has created or destroyed some. <b>Unverified</b>: the id is in
     * libraries and not in Hyperliquid's table, and the fields are a third party's word. Only the token's own contract may send it.
     *
     * @param token index of the token
     * @param wei in 10^−weiDecimals of the token on HyperCore
     * @param isMint false is destroyed
     */
    record ReflectEvmSupplyChange(long token, BigInteger wei, boolean isMint) implements CoreAction {
        public ReflectEvmSupplyChange {
            Limits.index("token", token);
            CoreUnits.uint64("wei", wei);
        }
    }

    /**
     * 15: lends a token to its reserve or takes it back.
     *
     * @param token index of the token
     * @param wei in 10^−weiDecimals of the token on HyperCore; 0 is as much as can be
     */
    record BorrowLend(BorrowLendOperation operation, long token, BigInteger wei) implements CoreAction {
        public BorrowLend {
            Limits.index("token", token);
            CoreUnits.uint64("wei", wei);
        }
    }

    /** 16: how far the balances of a user stand in for each other. */
    record SetAbstraction(Address user, Abstraction abstraction) implements CoreAction {}

    /**
     * Bytes that are none of these: another version, an id above 16 (there is at least one, for outcomes of prediction markets, whose
     * fields are not known), or fields that do not fit. Kept as they were sent.
     *
     * @param payload the argument of {@code sendRawAction}, as lower-case hex with {@code 0x}
     */
    record Unrecognised(String payload) implements CoreAction {
        /**
         * Bytes to send as they are.
         *
         * @throws IllegalArgumentException if it is not hex
         */
        public Unrecognised {
            payload = Hex.encode(Hex.decode(payload));
        }
    }
}
