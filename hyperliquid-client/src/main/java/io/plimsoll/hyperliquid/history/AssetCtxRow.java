package io.plimsoll.hyperliquid.history;

import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Live numbers of a perp market at one minute, a line of {@code asset_ctxs/{YYYYMMDD}.csv}. Cells may be empty for a market
 * without a book.
 *
 * @param time of the sample
 * @param coin market
 * @param funding hourly rate predicted for the running hour
 * @param openInterest one-sided, base units
 * @param prevDayPx mark price 24 h before
 * @param dayNtlVlm 24 h volume in USDC
 * @param premium of the impact prices over the oracle
 * @param oraclePx the venue's oracle price
 * @param markPx mark price
 * @param midPx mid of the book
 * @param impactBidPx average price of selling the impact notional
 * @param impactAskPx average price of buying it
 */
public record AssetCtxRow(
        Instant time,
        String coin,
        @Nullable BigDecimal funding,
        @Nullable BigDecimal openInterest,
        @Nullable BigDecimal prevDayPx,
        @Nullable BigDecimal dayNtlVlm,
        @Nullable BigDecimal premium,
        @Nullable BigDecimal oraclePx,
        @Nullable BigDecimal markPx,
        @Nullable BigDecimal midPx,
        @Nullable BigDecimal impactBidPx,
        @Nullable BigDecimal impactAskPx) {
    /** {@code asset_ctxs}: since 2023-05-20. Columns are found by the names in the header; unknown ones are ignored. */
    public static final HistoryFormat<AssetCtxRow> FORMAT = HistoryFormat.csv("asset_ctxs", Columns::new);

    private static final List<String> NAMES = List.of(
            "time",
            "coin",
            "funding",
            "open_interest",
            "prev_day_px",
            "day_ntl_vlm",
            "premium",
            "oracle_px",
            "mark_px",
            "mid_px",
            "impact_bid_px",
            "impact_ask_px");

    private static final class Columns implements HistoryFormat.LineParser<AssetCtxRow> {
        private Map<String, Integer> columns = Map.of();
        private int width;

        @Override
        public @Nullable AssetCtxRow parse(byte[] text, int offset, int length) {
            String line = new String(text, offset, length, StandardCharsets.UTF_8).strip();
            String[] cells = line.split(",", -1);
            if (columns.isEmpty()) {
                readHeader(line, cells);
                return null;
            }
            if (cells.length != width) {
                throw malformed(cells.length + " cells under a header of " + width + ": " + line);
            }
            if (cells[column("coin")].isBlank()) {
                throw malformed("no coin: " + line);
            }
            return new AssetCtxRow(
                    time(cells),
                    cells[column("coin")].strip(),
                    number(cells, "funding"),
                    number(cells, "open_interest"),
                    number(cells, "prev_day_px"),
                    number(cells, "day_ntl_vlm"),
                    number(cells, "premium"),
                    number(cells, "oracle_px"),
                    number(cells, "mark_px"),
                    number(cells, "mid_px"),
                    number(cells, "impact_bid_px"),
                    number(cells, "impact_ask_px"));
        }

        private void readHeader(String line, String[] cells) {
            Map<String, Integer> found = new HashMap<>();
            for (int i = 0; i < cells.length; i++) {
                found.put(cells[i].strip(), i);
            }
            List<String> missing =
                    NAMES.stream().filter(name -> !found.containsKey(name)).toList();
            if (!missing.isEmpty()) {
                throw malformed("the header has no " + missing + ": " + line);
            }
            columns = found;
            width = cells.length;
        }

        private int column(String name) {
            return columns.getOrDefault(name, 0);
        }

        private Instant time(String[] cells) {
            String text = cells[column("time")].strip();
            try {
                return NodeTime.parse(text);
            } catch (DateTimeException e) {
                throw malformed("time is no UTC time: " + text);
            }
        }

        private @Nullable BigDecimal number(String[] cells, String name) {
            String text = cells[column(name)].strip();
            if (text.isEmpty() || text.equals("null")) {
                return null;
            }
            try {
                return new BigDecimal(text);
            } catch (NumberFormatException e) {
                throw malformed(name + " is no number: " + text + " in " + Arrays.toString(cells));
            }
        }

        private static MalformedResponse malformed(String message) {
            return new MalformedResponse("asset_ctxs", message, null);
        }
    }
}
