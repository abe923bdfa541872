package io.plimsoll.examples.watch;

import io.plimsoll.analytics.margin.MarginAssessment;
import io.plimsoll.core.domain.account.AccountState;
import io.plimsoll.core.domain.account.MonitoredAccount;
import io.plimsoll.core.domain.position.LpHolding;
import io.plimsoll.core.domain.price.PriceQuote;
import io.plimsoll.core.foundation.error.Outcome;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What one run found out about one account.
 *
 * @param account that was watched
 * @param state as fetched; empty if that failed
 * @param assessment of its margin; empty without a state or without the markets' terms
 * @param liquidity positions on HyperEVM; empty if there are none, or if they could not be read, which is then missing
 * @param netDelta units by asset; empty if a part of it is unknown
 * @param fundingApr yearly fraction earned on the notional; empty if unknown
 * @param oracleAsset asset whose price decides first; empty without positions
 * @param oracle its verified price
 * @param missing everything that could not be found out, and why
 */
public record AccountLine(
        MonitoredAccount account,
        Optional<AccountState> state,
        Optional<MarginAssessment> assessment,
        List<LpHolding> liquidity,
        Optional<SortedMap<String, BigDecimal>> netDelta,
        Optional<BigDecimal> fundingApr,
        Optional<String> oracleAsset,
        Optional<Outcome<PriceQuote>> oracle,
        List<String> missing) {
    public AccountLine {
        liquidity = List.copyOf(liquidity);
        missing = List.copyOf(missing);
    }

    /** The same with one more thing missing. */
    AccountLine withMissing(String what) {
        List<String> more = new ArrayList<>(missing);
        more.add(what);
        return new AccountLine(account, state, assessment, liquidity, netDelta, fundingApr, oracleAsset, oracle, more);
    }

    /** The same with what came of asking for the price. */
    AccountLine withOracle(Optional<Outcome<PriceQuote>> quote) {
        AccountLine line = new AccountLine(
                account, state, assessment, liquidity, netDelta, fundingApr, oracleAsset, quote, missing);
        return quote.flatMap(Outcome::findError)
                .map(error -> line.withMissing("oracle: " + error.getMessage()))
                .orElse(line);
    }
}
