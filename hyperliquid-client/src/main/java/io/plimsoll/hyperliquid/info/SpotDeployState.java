package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer to {@code spotDeployState}: the tokens that an account is deploying.
 *
 * @param states one for each token
 * @param gasAuction for the next token
 */
public record SpotDeployState(List<State> states, GasAuction gasAuction) {

    /**
     * A token on its way.
     *
     * @param token spot index
     * @param spec its name and decimals
     * @param fullName for people
     * @param deployerTradingFeeShare part of trading fees that the deployer gets, 0 to 1
     * @param spots indexes of its spot pairs
     * @param maxSupply once it is set
     * @param hyperliquidityGenesisBalance given to the venue's market maker, in the token
     * @param totalGenesisBalanceWei given out, in the token's smallest unit
     * @param userGenesisBalances given to accounts, in the token's smallest unit
     * @param existingTokenGenesisBalances given to holders of other tokens, in the token's smallest unit
     * @param blacklistUsers who gets nothing
     */
    public record State(
            int token,
            Spec spec,
            @Nullable String fullName,
            @Nullable BigDecimal deployerTradingFeeShare,
            List<Integer> spots,
            @Nullable BigDecimal maxSupply,
            BigDecimal hyperliquidityGenesisBalance,
            BigDecimal totalGenesisBalanceWei,
            List<UserBalance> userGenesisBalances,
            List<TokenBalance> existingTokenGenesisBalances,
            @Nullable List<String> blacklistUsers) {}

    /**
     * Name and decimals of a token.
     *
     * @param name symbol
     * @param szDecimals decimals of a size
     * @param weiDecimals decimals of the smallest unit
     */
    public record Spec(String name, int szDecimals, int weiDecimals) {}

    /**
     * A pair on the wire.
     *
     * @param address of the account
     * @param balance given to it
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record UserBalance(String address, BigDecimal balance) {}

    /**
     * A pair on the wire.
     *
     * @param token spot index of a token that exists
     * @param balance given to its holders together
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record TokenBalance(int token, BigDecimal balance) {}

    /** Of an account. Weight 20. */
    public static InfoRequest<SpotDeployState> of(Address user) {
        return InfoRequest.of("spotDeployState", 20, new TypeReference<SpotDeployState>() {})
                .with("user", user.hex());
    }
}
