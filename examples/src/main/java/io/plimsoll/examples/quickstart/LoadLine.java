package io.plimsoll.examples.quickstart;

import io.plimsoll.analytics.margin.HyperliquidMarginModel;
import io.plimsoll.analytics.margin.MarginAssessment.Assessed;
import io.plimsoll.analytics.margin.MarginAssessment.Refused;
import io.plimsoll.core.domain.account.AccountState;
import io.plimsoll.core.domain.market.MarginTable;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.hyperliquid.HyperliquidClient;
import java.util.Map;
import java.util.stream.Collectors;

/** How near is an account to liquidation? */
public final class LoadLine {
    private LoadLine() {}

    /**
     * One sentence about an account.
     *
     * @param client of the venue, for example {@code HyperliquidClient.mainnet()}
     * @param address of the account
     */
    public static String of(HyperliquidClient client, Address address) {
        AccountState state = client.accounts().fetch(address);
        Map<String, MarginTable> tables = client.markets().fetchMarkets().values().stream()
                .map(listing -> listing.market())
                .collect(Collectors.toMap(market -> market.coin(), market -> market.marginTable()));

        var assessment = HyperliquidMarginModel.assess(state, tables);
        if (assessment instanceof Refused refused) {
            return "not valued: " + refused.reason() + ", " + refused.detail();
        }
        var report = ((Assessed) assessment).report();
        return report.nearest()
                .map(nearest -> nearest.position().coin() + " is liquidated at " + nearest.liquidationPrice())
                .orElse("no position has a liquidation price of its own");
    }
}
