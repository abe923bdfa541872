package io.plimsoll.pyth.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.price.MarketStatus;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.pyth.hermes.MarketHours;
import io.plimsoll.pyth.hermes.PriceFeed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeedCalendarTest {
    private static final Instant FRIDAY_NOON = Instant.parse("2026-11-20T17:00:00Z");
    private static final Instant SATURDAY = Instant.parse("2026-11-21T17:00:00Z");
    private static final Bytes32 STOCK = Bytes32.parse("01".repeat(32));
    private static final Bytes32 CRYPTO = Bytes32.parse("02".repeat(32));
    private static final Bytes32 ODD = Bytes32.parse("03".repeat(32));
    private static final Bytes32 UNLISTED = Bytes32.parse("04".repeat(32));

    private final FeedCalendar calendar = new FeedCalendar(
            List.of(
                    new PriceFeed(
                            STOCK.digits(),
                            Map.of(
                                    "schedule",
                                    "America/New_York;0930-1600,0930-1600,0930-1600,0930-1600,0930-1600,C,C;"),
                            null),
                    new PriceFeed(CRYPTO.digits(), Map.of(), new MarketHours(true, null, null)),
                    new PriceFeed(ODD.digits(), Map.of("schedule", "whenever"), null)),
            Map.of(
                    "STOCK", FeedRoute.of(STOCK),
                    "CRYPTO", FeedRoute.of(CRYPTO),
                    "ODD", FeedRoute.of(ODD),
                    "UNLISTED", FeedRoute.of(UNLISTED),
                    "BOTH", FeedRoute.product(STOCK, CRYPTO),
                    "HALF", FeedRoute.product(UNLISTED, STOCK)));

    @Test
    void status_followsHoursAndSchedule() {
        assertThat(calendar.status("STOCK", FRIDAY_NOON)).isEqualTo(MarketStatus.OPEN);
        assertThat(calendar.status("STOCK", SATURDAY)).isEqualTo(MarketStatus.CLOSED);
        assertThat(calendar.status("CRYPTO", SATURDAY)).isEqualTo(MarketStatus.OPEN);
    }

    @Test
    void status_ofAProduct_isOpenOnlyIfAllAre_andClosedIfOneIs() {
        assertThat(calendar.status("BOTH", FRIDAY_NOON)).isEqualTo(MarketStatus.OPEN);
        assertThat(calendar.status("BOTH", SATURDAY)).isEqualTo(MarketStatus.CLOSED);
        assertThat(calendar.status("HALF", FRIDAY_NOON)).isEqualTo(MarketStatus.UNKNOWN);
        assertThat(calendar.status("HALF", SATURDAY)).isEqualTo(MarketStatus.CLOSED);
    }

    @Test
    void status_thatNobodyTells_isUnknown() {
        assertThat(calendar.status("ODD", FRIDAY_NOON)).isEqualTo(MarketStatus.UNKNOWN);
        assertThat(calendar.status("UNLISTED", FRIDAY_NOON)).isEqualTo(MarketStatus.UNKNOWN);
        assertThat(calendar.status("NOSUCH", FRIDAY_NOON)).isEqualTo(MarketStatus.UNKNOWN);
    }
}
