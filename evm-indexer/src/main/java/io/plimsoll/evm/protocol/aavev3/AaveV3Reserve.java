package io.plimsoll.evm.protocol.aavev3;

import io.plimsoll.core.foundation.chain.Address;
import java.math.BigInteger;
import java.util.Optional;

/**
 * A token that can be supplied to a market, and perhaps borrowed from it. Indexes and rates are ray (27 decimals), amounts units of
 * the token.
 *
 * @param asset the token
 * @param id its place in the market's bitmaps, 0 to 127
 * @param configuration its terms
 * @param tokens that stand for balances of it
 * @param indexes of interest, as of its last update and as of the block
 * @param totals of all accounts
 * @param interestRateStrategy contract that its rates follow from
 * @param priceSource of the oracle; zero: the oracle's fallback
 * @param price of one whole token in the market's base currency, with the unit of {@link AaveV3Market#baseCurrencyUnit}; empty if the
 *     oracle has none, and then nobody can borrow against it or be liquidated for it
 * @param gracePeriodUntil Unix seconds until which nobody is liquidated for it; since 3.1
 */
public record AaveV3Reserve(
        Address asset,
        int id,
        AaveV3ReserveConfiguration configuration,
        Tokens tokens,
        Indexes indexes,
        Totals totals,
        Address interestRateStrategy,
        Address priceSource,
        Optional<BigInteger> price,
        Optional<Long> gracePeriodUntil) {

    /**
     * Tokens whose balances are the positions.
     *
     * @param aToken what is supplied
     * @param stableDebt what is owed at a stable rate; until 3.1
     * @param variableDebt what is owed at the variable rate
     */
    public record Tokens(Address aToken, Optional<Address> stableDebt, Address variableDebt) {}

    /**
     * How supplies and debts grow.
     *
     * @param liquidity of supplies at the last update
     * @param variableBorrow of debts at the last update
     * @param liquidityRate that suppliers earn in a year
     * @param variableBorrowRate of a year
     * @param stableBorrowRate of a year, for new debts; 0 since 3.2
     * @param updatedAt Unix seconds of the last update
     * @param normalizedIncome of supplies at the time of the block: a scaled balance times this is the balance
     * @param normalizedVariableDebt of debts at the time of the block
     */
    public record Indexes(
            BigInteger liquidity,
            BigInteger variableBorrow,
            BigInteger liquidityRate,
            BigInteger variableBorrowRate,
            BigInteger stableBorrowRate,
            long updatedAt,
            BigInteger normalizedIncome,
            BigInteger normalizedVariableDebt) {}

    /**
     * What all accounts have together, interest included.
     *
     * @param supplied without what is accrued to the treasury
     * @param variableDebt owed
     * @param stableDebt owed; 0 since 3.2
     * @param available units of the token that are there to be borrowed or withdrawn: the balance of the aToken; since 3.1 a pool
     *     lends no more than {@code virtualBalance}
     * @param virtualBalance what the pool knows of that balance; since 3.1
     * @param deficit debts that were written off and not yet paid for; since 3.3
     * @param accruedToTreasury scaled: times the normalized income it is units of the token
     * @param isolationModeDebt against it as collateral in isolation, USD with 2 decimals; until 3.6
     */
    public record Totals(
            BigInteger supplied,
            BigInteger variableDebt,
            BigInteger stableDebt,
            BigInteger available,
            Optional<BigInteger> virtualBalance,
            Optional<BigInteger> deficit,
            BigInteger accruedToTreasury,
            BigInteger isolationModeDebt) {}
}
