package io.plimsoll.examples.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.analytics.margin.HyperliquidMarginModel;
import io.plimsoll.analytics.margin.MarginAssessment;
import io.plimsoll.analytics.margin.MarginReport;
import io.plimsoll.analytics.margin.PositionMargin;
import io.plimsoll.core.domain.account.AccountState;
import io.plimsoll.core.domain.market.AssetContext;
import io.plimsoll.core.domain.market.MarginTable;
import io.plimsoll.core.domain.market.MarginTier;
import io.plimsoll.core.domain.market.Market;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.hyperliquid.HyperliquidClient;
import io.plimsoll.hyperliquid.testing.FakeAccount;
import io.plimsoll.hyperliquid.testing.FakeVenue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The margin model against the fake venue on random books. The venue finds liquidation prices by halving intervals and sums
 * maintenance slice by slice; the model solves and deducts. They share no line of arithmetic and must agree.
 */
class ModelAgainstVenueTest {
    private static final Address TRADER = Address.parse("0x" + "77".repeat(20));
    private static final int BOOKS = Integer.getInteger("plimsoll.books", 300);
    private static final String[] COINS = {"BTC", "ETH", "HYPE", "kPEPE"};

    private final FakeVenue venue = FakeVenue.start(ManualClock.atNewYear());
    private final HyperliquidClient client =
            HyperliquidClient.at(venue.url(), new OkHttpClient(), Duration.ofSeconds(5));
    private final Random random = new Random(20261120);

    @BeforeEach
    void list() {
        list("BTC", 5, "101234", tier("0", 40), tier("10000", 25), tier("50000", 10), tier("300000", 3));
        list("ETH", 4, "3333.3", tier("0", 25), tier("20000", 15));
        list("HYPE", 2, "41.234", tier("0", 10));
        list("kPEPE", 0, "0.012345", tier("0", 3));
    }

    @AfterEach
    void close() {
        venue.close();
    }

    private static MarginTier tier(String bound, int maxLeverage) {
        return new MarginTier(new BigDecimal(bound), maxLeverage);
    }

    private void list(String coin, int sizeDecimals, String price, MarginTier... tiers) {
        BigDecimal mark = new BigDecimal(price);
        venue.list(
                new Market(coin, sizeDecimals, new MarginTable(List.of(tiers)), false),
                new AssetContext(coin, mark, mark, BigDecimal.ZERO, BigDecimal.ONE));
    }

    @Test
    void randomBooks_agreeOnEveryNumber() {
        Map<String, MarginTable> tables = new HashMap<>();
        Map<String, BigDecimal> marks = new HashMap<>();
        client.markets().fetchMarkets().forEach((coin, listing) -> {
            tables.put(coin, listing.market().marginTable());
            marks.put(coin, listing.context().markPrice());
        });
        int priced = 0;
        int liquidatable = 0;
        for (int book = 0; book < BOOKS; book++) {
            FakeAccount account = account(marks);
            venue.open(account);

            AccountState state = client.accounts().fetch(TRADER);
            MarginAssessment assessment = HyperliquidMarginModel.assess(state, tables);

            // an assessed account has passed the comparison with every price and sum that the venue printed
            MarginReport report =
                    assessment.findReport().orElseThrow(() -> new AssertionError(account + " " + assessment));
            assertThat(report.unlistedMaintenance()).isZero();
            for (PositionMargin margin : report.positions()) {
                BigDecimal ours = margin.liquidationPrice().findPrice().orElse(BigDecimal.ZERO);
                BigDecimal theirs = margin.position().reportedLiquidationPrice().orElse(BigDecimal.ZERO);
                assertThat(ours.setScale(10, RoundingMode.HALF_EVEN)
                                .subtract(theirs)
                                .abs())
                        .as(account + " " + margin.position().coin())
                        .isLessThanOrEqualTo(new BigDecimal("1e-10"));
                priced += theirs.signum();
            }
            liquidatable += report.weakest().orElseThrow().isLiquidatable() ? 1 : 0;
        }
        assertThat(priced).as("positions with a price").isGreaterThan(BOOKS / 2);
        assertThat(liquidatable).as("books under water").isBetween(1, BOOKS - 1);
    }

    private FakeAccount account(Map<String, BigDecimal> marks) {
        List<String> coins = new ArrayList<>(List.of(COINS));
        java.util.Collections.shuffle(coins, random);
        BigDecimal exposure = BigDecimal.ZERO;
        FakeAccount account = FakeAccount.standard(TRADER, "0");
        for (String coin : coins.subList(0, 1 + random.nextInt(COINS.length))) {
            BigDecimal notional = BigDecimal.valueOf(Math.exp(3 + 10 * random.nextDouble()));
            BigDecimal size = notional.divide(marks.get(coin), 5, RoundingMode.UP)
                    .multiply(BigDecimal.valueOf(random.nextBoolean() ? 1 : -1));
            BigDecimal entry = marks.get(coin)
                    .multiply(BigDecimal.valueOf(0.9 + 0.2 * random.nextDouble()))
                    .setScale(6, RoundingMode.HALF_EVEN);
            int leverage = 1 + random.nextInt(3);
            if (random.nextInt(3) == 0) {
                String margin = notional.multiply(BigDecimal.valueOf(0.05 + random.nextDouble()))
                        .setScale(6, RoundingMode.DOWN)
                        .toPlainString();
                account = account.isolated(coin, size.toPlainString(), entry.toPlainString(), leverage, margin);
                exposure = exposure.add(new BigDecimal(margin));
            } else {
                account = account.cross(coin, size.toPlainString(), entry.toPlainString(), leverage);
                exposure = exposure.add(notional.multiply(BigDecimal.valueOf(0.05 + 0.8 * random.nextDouble())));
            }
        }
        return new FakeAccount(
                TRADER, "disabled", exposure.setScale(6, RoundingMode.DOWN), account.positions(), account.balances());
    }
}
