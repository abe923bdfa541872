package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the deployer of a token or of outcomes does (HIP-1, HIP-2, HIP-4); exactly one component is there.
 *
 * @param registerToken2 a new token
 * @param userGenesis who gets it at the start
 * @param genesis the end of its genesis
 * @param registerSpot a new pair
 * @param registerHyperliquidity the pair's automatic market maker
 * @param setDeployerTradingFeeShare the deployer's share of fees
 * @param enableQuoteToken makes it a quote token
 * @param disableQuoteToken makes it no quote token
 * @param enableFreezePrivilege lets the deployer freeze holders, before genesis
 * @param freezeUser freezes a holder, or no more
 * @param revokeFreezePrivilege gives that right up for ever
 * @param requestEvmContract asks to link it to a contract
 * @param outcome what a deployer of outcomes does, older form of {@link OutcomeDeployAction}
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("spotDeploy")
public record SpotDeployAction(
        @Nullable RegisterToken2 registerToken2,
        @Nullable UserGenesis userGenesis,
        @Nullable Genesis genesis,
        @Nullable RegisterSpot registerSpot,
        @Nullable RegisterHyperliquidity registerHyperliquidity,
        @Nullable FeeShare setDeployerTradingFeeShare,
        @Nullable TokenIndex enableQuoteToken,
        @Nullable TokenIndex disableQuoteToken,
        @Nullable TokenIndex enableFreezePrivilege,
        @Nullable FreezeUser freezeUser,
        @Nullable TokenIndex revokeFreezePrivilege,
        @Nullable RequestEvmContract requestEvmContract,
        @Nullable OutcomeDeployment outcome)
        implements L1Action<Accepted> {
    public SpotDeployAction {
        Variants.requireOne(
                "spotDeploy",
                registerToken2,
                userGenesis,
                genesis,
                registerSpot,
                registerHyperliquidity,
                setDeployerTradingFeeShare,
                enableQuoteToken,
                disableQuoteToken,
                enableFreezePrivilege,
                freezeUser,
                revokeFreezePrivilege,
                requestEvmContract,
                outcome);
    }

    /**
     * A new token.
     *
     * @param spec name and decimals
     * @param maxGas most to pay, in wei
     * @param fullName shown
     */
    public record RegisterToken2(
            TokenSpec spec, long maxGas, @Nullable String fullName) {}

    /**
     * Name and decimals.
     *
     * @param name short
     * @param szDecimals decimals of a size
     * @param weiDecimals decimals of an amount
     */
    public record TokenSpec(String name, int szDecimals, int weiDecimals) {}

    /**
     * Who gets a token at the start.
     *
     * @param token index
     * @param userAndWei amounts by address
     * @param existingTokenAndWei amounts to share among the holders of another token
     * @param blacklistUsers who gets nothing by holding
     */
    public record UserGenesis(
            long token,
            List<UserWei> userAndWei,
            List<TokenWei> existingTokenAndWei,
            @Nullable List<Blacklisting> blacklistUsers) {
        public UserGenesis {
            userAndWei = List.copyOf(userAndWei);
            existingTokenAndWei = List.copyOf(existingTokenAndWei);
            blacklistUsers = blacklistUsers == null ? null : List.copyOf(blacklistUsers);
        }
    }

    /**
     * An amount of an address.
     *
     * @param user address
     * @param wei amount
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record UserWei(String user, BigDecimal wei) {}

    /**
     * An amount for the holders of a token.
     *
     * @param token index
     * @param wei amount
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record TokenWei(long token, BigDecimal wei) {}

    /**
     * Who gets nothing by holding.
     *
     * @param user address
     * @param blacklisted false takes it back
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Blacklisting(String user, boolean blacklisted) {}

    /**
     * The end of a token's genesis.
     *
     * @param token index
     * @param maxSupply all of it, in wei
     * @param noHyperliquidity true leaves nothing to the automatic market maker; false is left out
     */
    public record Genesis(
            long token, BigDecimal maxSupply, @Nullable Boolean noHyperliquidity) {
        public Genesis {
            noHyperliquidity = Flag.orAbsent(noHyperliquidity);
        }
    }

    /**
     * A new pair.
     *
     * @param tokens index of base and quote
     */
    public record RegisterSpot(List<Long> tokens) {
        public RegisterSpot {
            tokens = List.copyOf(tokens);
        }
    }

    /**
     * The automatic market maker of a pair.
     *
     * @param spot index of the pair
     * @param startPx lowest price
     * @param orderSz size of an order, in units of the base
     * @param nOrders how many
     * @param nSeededLevels how many of them buy
     */
    public record RegisterHyperliquidity(
            long spot,
            BigDecimal startPx,
            BigDecimal orderSz,
            long nOrders,
            @Nullable Long nSeededLevels) {}

    /**
     * The deployer's share of fees.
     *
     * @param token index
     * @param share with a percent sign: {@code 50%}
     */
    public record FeeShare(long token, String share) {}

    /**
     * A token.
     *
     * @param token index
     */
    public record TokenIndex(long token) {}

    /**
     * Freezes a holder of a token.
     *
     * @param token index
     * @param user address
     * @param freeze false ends it
     */
    public record FreezeUser(long token, String user, boolean freeze) {}

    /**
     * Asks to link a token to a contract of the HyperEVM.
     *
     * @param token index
     * @param address of the contract
     * @param evmExtraWeiDecimals decimals of the contract beyond the token's, -2 to 18
     */
    public record RequestEvmContract(long token, String address, int evmExtraWeiDecimals) {}

    /** A new token. */
    public static SpotDeployAction ofRegisterToken2(RegisterToken2 registerToken2) {
        return new SpotDeployAction(
                registerToken2, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    /** Who gets it at the start. */
    public static SpotDeployAction ofUserGenesis(UserGenesis userGenesis) {
        return new SpotDeployAction(
                null, userGenesis, null, null, null, null, null, null, null, null, null, null, null);
    }

    /** The end of its genesis. */
    public static SpotDeployAction ofGenesis(Genesis genesis) {
        return new SpotDeployAction(null, null, genesis, null, null, null, null, null, null, null, null, null, null);
    }

    /** A new pair. */
    public static SpotDeployAction ofRegisterSpot(RegisterSpot registerSpot) {
        return new SpotDeployAction(
                null, null, null, registerSpot, null, null, null, null, null, null, null, null, null);
    }

    /** The pair's automatic market maker. */
    public static SpotDeployAction ofRegisterHyperliquidity(RegisterHyperliquidity registerHyperliquidity) {
        return new SpotDeployAction(
                null, null, null, null, registerHyperliquidity, null, null, null, null, null, null, null, null);
    }

    /** The deployer's share of fees. */
    public static SpotDeployAction ofSetDeployerTradingFeeShare(FeeShare setDeployerTradingFeeShare) {
        return new SpotDeployAction(
                null, null, null, null, null, setDeployerTradingFeeShare, null, null, null, null, null, null, null);
    }

    /** Makes it a quote token. */
    public static SpotDeployAction ofEnableQuoteToken(TokenIndex enableQuoteToken) {
        return new SpotDeployAction(
                null, null, null, null, null, null, enableQuoteToken, null, null, null, null, null, null);
    }

    /** Makes it no quote token. */
    public static SpotDeployAction ofDisableQuoteToken(TokenIndex disableQuoteToken) {
        return new SpotDeployAction(
                null, null, null, null, null, null, null, disableQuoteToken, null, null, null, null, null);
    }

    /** Lets the deployer freeze holders, before genesis. */
    public static SpotDeployAction ofEnableFreezePrivilege(TokenIndex enableFreezePrivilege) {
        return new SpotDeployAction(
                null, null, null, null, null, null, null, null, enableFreezePrivilege, null, null, null, null);
    }

    /** Freezes a holder, or no more. */
    public static SpotDeployAction ofFreezeUser(FreezeUser freezeUser) {
        return new SpotDeployAction(null, null, null, null, null, null, null, null, null, freezeUser, null, null, null);
    }

    /** Gives that right up for ever. */
    public static SpotDeployAction ofRevokeFreezePrivilege(TokenIndex revokeFreezePrivilege) {
        return new SpotDeployAction(
                null, null, null, null, null, null, null, null, null, null, revokeFreezePrivilege, null, null);
    }

    /** Asks to link it to a contract. */
    public static SpotDeployAction ofRequestEvmContract(RequestEvmContract requestEvmContract) {
        return new SpotDeployAction(
                null, null, null, null, null, null, null, null, null, null, null, requestEvmContract, null);
    }

    /** What a deployer of outcomes does. */
    public static SpotDeployAction ofOutcome(OutcomeDeployment outcome) {
        return new SpotDeployAction(null, null, null, null, null, null, null, null, null, null, null, null, outcome);
    }

    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }
}
