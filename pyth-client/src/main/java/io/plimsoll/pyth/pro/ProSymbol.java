package io.plimsoll.pyth.pro;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A feed of the catalogue. Names of kinds and states are as sent: new ones may come.
 *
 * @param pyth_lazer_id its number, which never changes
 * @param name short, such as {@code BTCUSD}; not unique
 * @param symbol such as {@code Crypto.BTC/USD}; unique, may change
 * @param description for people
 * @param asset_type such as {@code crypto}, {@code equity}, {@code funding-rate}
 * @param instrument_type such as {@code spot}, {@code future}, {@code rate}; null or empty if not said
 * @param exponent power of ten of its mantissas
 * @param min_publishers that a price needs
 * @param min_channel its fastest channel, see {@link ProChannel}
 * @param state {@code stable}, {@code coming_soon} or {@code inactive}
 * @param schedule of the regular session: {@code zone;week;holidays}
 * @param market_sessions by session: {@code regular}, {@code pre_market}, {@code post_market}, {@code over_night}
 * @param hermes_id id of the same feed in Pyth Core, 64 hex digits; null if there is none
 * @param quote_currency such as {@code USD}
 * @param nasdaq_symbol ticker; null if it has none
 * @param cmc_id of CoinMarketCap; null if it has none
 * @param interval between fundings, such as {@code 8h}; null if it is no funding rate
 * @param expiration_time of a future, RFC 3339; null if it has none
 * @param groups tags
 * @see <a href="https://docs.pyth.network/price-feeds/pro/symbology-reference">symbology</a>
 */
public record ProSymbol(
        long pyth_lazer_id,
        String name,
        String symbol,
        String description,
        String asset_type,
        @Nullable String instrument_type,
        int exponent,
        @Nullable Integer min_publishers,
        String min_channel,
        String state,
        @Nullable String schedule,
        @Nullable Map<String, Session> market_sessions,
        @Nullable String hermes_id,
        @Nullable String quote_currency,
        @Nullable String nasdaq_symbol,
        @Nullable Long cmc_id,
        @Nullable String interval,
        @Nullable String expiration_time,
        @Nullable List<String> groups) {

    /**
     * Trading hours and rules of one session.
     *
     * @param min_pub publishers that a price needs; null if not said
     * @param schedule {@code zone;week;holidays}
     * @param state as of the feed; null if not said
     */
    public record Session(
            @Nullable Integer min_pub,
            String schedule,
            @Nullable String state) {}

    /** The same feed in Pyth Core; empty if there is none, or its id cannot be read. */
    public Optional<Bytes32> coreId() {
        try {
            return Optional.ofNullable(hermes_id).map(Bytes32::parse);
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** Its fastest channel; empty if that is not known here. */
    public Optional<ProChannel> fastest() {
        return ProChannel.of(min_channel);
    }

    /** Whether it has prices now. */
    @JsonIgnore
    public boolean isStable() {
        return state.equals("stable");
    }
}
