package io.plimsoll.hyperliquid.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.hyperliquid.feed.LiquidationCombiner;
import io.plimsoll.hyperliquid.feed.LiquidationUpdate;
import io.plimsoll.hyperliquid.history.HistoryException.Kind;
import io.plimsoll.hyperliquid.history.NodeBookDiff.Remove;
import io.plimsoll.hyperliquid.history.NodeBookDiff.Update;
import io.plimsoll.hyperliquid.info.L2Book;
import io.plimsoll.hyperliquid.info.LedgerUpdate;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Own samples in the documented shapes, compressed. */
class HistoryFormatTest {
    private static final String MAKER = "0x" + "2a".repeat(20);
    private static final String VICTIM = "0x" + "1c".repeat(20);
    private static final String HASH = "0x" + "ab".repeat(32);

    private static <T> List<T> read(HistoryFormat<T> format, String text) {
        byte[] packed = HistoryReaderTest.lz4(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        try (HistoryReader<T> reader = format.open(format.name() + ".lz4", new ByteArrayInputStream(packed))) {
            return reader.stream().toList();
        }
    }

    private static <T> HistoryException problem(HistoryFormat<T> format, String text) {
        List<HistoryException> problems = new ArrayList<>();
        format.open("test", new ByteArrayInputStream(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8)))
                .onBadLine(problems::add)
                .forEachRemaining(record -> {});
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    private static String fill(String side, String dir, boolean crossed) {
        return "{'coin':'ETH','px':'2316.0','sz':'0.1037','side':'" + side
                + "','time':1750541100096,'startPosition':'0.1037',"
                + "'dir':'" + dir + "','closedPnl':'-9.94483','hash':'" + HASH + "','oid':104754754832,'crossed':"
                + crossed
                + ",'fee':'0.0','tid':361622066638684,'feeToken':'USDC','deployerFee':'0.1','priorityGas':7,'liquidation':{'liquidatedUser':'"
                + VICTIM + "','markPx':'2323.3','method':'market'}}";
    }

    private static String block(String event) {
        return "{'local_time':'2025-06-21T21:25:00.350000001','block_time':'2025-06-21T21:25:00.096291909','block_number':"
                + "630000001,'events':[" + event + "]}\n";
    }

    @Test
    void nodeFills_byBlock_haveBothSidesOfATrade() {
        NodeBlock<NodeFill> block = read(
                        NodeFill.BY_BLOCK,
                        block("['" + MAKER + "'," + fill("B", "Open Long", false) + "],['" + VICTIM + "',"
                                + fill("A", "Close Long", true) + "]"))
                .get(0);

        assertThat(block.blockTime()).isEqualTo(Instant.parse("2025-06-21T21:25:00.096291909Z"));
        assertThat(block.localTime()).isEqualTo(Instant.parse("2025-06-21T21:25:00.350000001Z"));
        assertThat(block.blockNumber()).isEqualTo(630000001);
        assertThat(block.events()).extracting(NodeFill::user).containsExactly(MAKER, VICTIM);
        assertThat(block.events()).extracting(event -> event.fill().tid()).containsOnly(361622066638684L);
        assertThat(block.events())
                .extracting(event -> event.fill().deployerFee())
                .containsOnly(new BigDecimal("0.1"));
        assertThat(block.events())
                .extracting(event -> event.fill().priorityGas())
                .containsOnly(new BigDecimal("7"));

        LiquidationCombiner combiner = LiquidationCombiner.mainnet(ManualClock.atNewYear());
        block.events().forEach(event -> combiner.onNodeFill(Address.parse(MAKER), event.fill()));
        block.events().forEach(event -> combiner.onNodeFill(Address.parse(String.valueOf(event.user())), event.fill()));
        List<LiquidationUpdate> found = combiner.flush();
        assertThat(found)
                .singleElement()
                .satisfies(update -> assertThat(
                                update.liquidation().closed().orElseThrow().size())
                        .isEqualByComparingTo("0.1037"));
    }

    @Test
    void nodeFills_older_arePairsOrBare() {
        List<NodeFill> fills = read(
                NodeFill.FORMAT,
                "['" + MAKER + "'," + fill("B", "Open Long", false) + "]\n" + fill("A", "Close Long", true) + "\n");

        assertThat(fills).extracting(NodeFill::user).containsExactly(MAKER, null);
        assertThat(fills.get(1).fill().side()).isEqualTo("A");
        assertThat(problem(NodeFill.FORMAT, "['" + MAKER + "',{'coin':'ETH'}]\n")
                        .kind())
                .isEqualTo(Kind.MALFORMED);
    }

    @Test
    void nodeTrades_haveBothSides() {
        NodeTrade trade = read(
                        NodeTrade.FORMAT,
                        "{'coin':'COMP','side':'B','time':'2024-07-26T08:26:25.899','px':'51.367','sz':'0.31','hash':'"
                                + HASH
                                + "','trade_dir_override':'Na','side_info':[{'user':'" + MAKER
                                + "','start_pos':'996.67','oid':12212201265,'twap_id':null,'cloid':null},{'user':'"
                                + VICTIM
                                + "','start_pos':'-996.7','oid':12212198275,'twap_id':7,'cloid':'0x01'}]}\n")
                .get(0);

        assertThat(trade.time()).isEqualTo(Instant.parse("2024-07-26T08:26:25.899Z"));
        assertThat(trade.tradeDirOverride()).isEqualTo("Na");
        assertThat(trade.sideInfo().get(0).startPos()).isEqualByComparingTo("996.67");
        assertThat(trade.sideInfo().get(1).twapId()).isEqualTo(7);
        assertThat(read(NodeTrade.BY_BLOCK, block(""))).hasSize(1);
    }

    @Test
    void orderStatuses_haveTheWholeOrder() {
        String line = "{'time':'2024-07-26T08:31:48.717','user':'" + MAKER
                + "','status':'canceled','order':{'coin':'INJ','side':'A','limitPx':'25.381','sz':'257.0','oid':12212359592,"
                + "'timestamp':1721982700270,'triggerCondition':'N/A','isTrigger':false,'triggerPx':'0.0','children':[],"
                + "'isPositionTpsl':false,'reduceOnly':false,'orderType':'Limit','origSz':'257.0','tif':'Alo','cloid':null}}";

        assertThat(read(NodeOrderStatus.FORMAT, line + "\n").get(0).order().limitPx())
                .isEqualByComparingTo("25.381");
        assertThat(read(NodeOrderStatus.BY_BLOCK, block(line))
                        .get(0)
                        .events()
                        .get(0)
                        .status())
                .isEqualTo("canceled");
    }

    @Test
    void bookDiffs_ofEveryKind() {
        String head =
                "{'user':'" + MAKER + "','oid':35061046831,'coin':'CHILLGUY','side':'Bid','px':'1.36','raw_book_diff':";
        List<NodeBookDiff> diffs = read(
                NodeBookDiff.FORMAT,
                head + "{'new':{'sz':'186910.0'}}}\n" + head + "{'update':{'origSz':'0.2086','newSz':'0.2076'}}}\n"
                        + head + "'remove'}\n" + head + "{'split':[1]}}\n");

        assertThat(diffs.get(0).change()).isEqualTo(new NodeBookDiff.New(new BigDecimal("186910.0")));
        assertThat(diffs.get(1).change()).isEqualTo(new Update(new BigDecimal("0.2086"), new BigDecimal("0.2076")));
        assertThat(diffs.get(2).change()).isEqualTo(new Remove());
        assertThat(diffs.get(3).change())
                .isInstanceOf(NodeBookDiff.Unknown.class)
                .asString()
                .contains("{\"split\":[1]}");
        assertThat(problem(NodeBookDiff.FORMAT, head + "{'new':{}}}\n").getMessage())
                .contains("sz");
    }

    @Test
    void miscEvents_ofEveryKind() {
        List<MiscEvent> events = read(
                MiscEvent.FORMAT,
                List.of(
                                "{'LedgerUpdate':{'users':['" + VICTIM
                                        + "'],'delta':{'type':'liquidation','accountValue':"
                                        + "'0.756264','leverageType':'Isolated','liquidatedNtlPos':'240.92621',"
                                        + "'liquidatedPositions':[{'coin':'ETH','szi':'0.1037'}]}}}",
                                "{'Funding':{'deltas':[{'user':'" + MAKER
                                        + "','coin':'ZEC','funding_amount':'9.330246','szi':"
                                        + "'280.0','funding_rate':'-0.0000810249'}]}}",
                                "{'Funding':{'coin':'ZEC','usdc':'9.3','szi':'280.0','fundingRate':'-0.00008','nSamples':8}}",
                                "{'CDeposit':{'user':'" + MAKER + "','amount':'0.00982529'}}",
                                "{'Delegation':{'user':'" + MAKER
                                        + "','validator':'0x5','amount':'1','is_undelegate':true}}",
                                "{'CWithdrawal':{'user':'" + MAKER + "','amount':'1','is_finalized':false}}",
                                "{'ValidatorRewards':{'validator_to_reward':[['0x5','0.25']]}}",
                                "{'Novelty':{'x':1}}")
                        .stream()
                        .map(inner -> "{'time':'2025-06-21T21:25:00.096291909','hash':'" + HASH + "','inner':" + inner
                                + "}\n")
                        .reduce("", String::concat));

        LedgerUpdate ledger = events.get(0).findLedgerUpdate().orElseThrow();
        assertThat(ledger.time()).isEqualTo(1750541100096L);
        assertThat(ledger.delta()).isInstanceOf(LedgerUpdate.Liquidation.class);
        assertThat(events.get(1).inner())
                .isEqualTo(new MiscEvent.Funding(List.of(new MiscEvent.FundingDelta(
                        MAKER,
                        "ZEC",
                        new BigDecimal("9.330246"),
                        new BigDecimal("280.0"),
                        new BigDecimal("-0.0000810249"),
                        null))));
        assertThat(events.get(2).inner())
                .isInstanceOfSatisfying(
                        MiscEvent.Funding.class,
                        funding ->
                                assertThat(funding.deltas().get(0).nSamples()).isEqualTo(8));
        assertThat(events.get(3).inner()).isEqualTo(new MiscEvent.CDeposit(MAKER, new BigDecimal("0.00982529")));
        assertThat(events.get(4).inner()).isEqualTo(new MiscEvent.Delegation(MAKER, "0x5", BigDecimal.ONE, true));
        assertThat(events.get(5).inner()).isEqualTo(new MiscEvent.CWithdrawal(MAKER, BigDecimal.ONE, false));
        assertThat(events.get(6).inner())
                .isEqualTo(
                        new MiscEvent.ValidatorRewards(List.of(new MiscEvent.Reward("0x5", new BigDecimal("0.25")))));
        assertThat(events.get(7).inner())
                .isInstanceOf(MiscEvent.Unknown.class)
                .asString()
                .contains("Novelty");
        assertThat(events.get(7).findLedgerUpdate()).isEmpty();
        assertThat(problem(MiscEvent.BY_BLOCK, block("{'time':'now','hash':'0x','inner':{}}"))
                        .getMessage())
                .contains("time");
    }

    @Test
    void archivedBook_isTheWebsocketsFrame() {
        ArchivedBook archived = read(
                        ArchivedBook.FORMAT,
                        "{'time':'2023-04-15T00:00:07.705751164','ver_num':1,'raw':{'channel':'l2Book','data':{'coin':'BTC',"
                                + "'time':1681516807400,'levels':[[{'px':'30439.0','sz':'1.5','n':2}],[]]}}}\n")
                .get(0);

        assertThat(archived.time()).isEqualTo(Instant.parse("2023-04-15T00:00:07.705751164Z"));
        assertThat(archived.book())
                .isEqualTo(new L2Book(
                        "BTC",
                        1681516807400L,
                        List.of(
                                List.of(new L2Book.Level(new BigDecimal("30439.0"), new BigDecimal("1.5"), 2)),
                                List.of()),
                        null,
                        null));
    }

    private static final String HEADER =
            "time,coin,funding,open_interest,prev_day_px,day_ntl_vlm,premium,oracle_px,mark_px,"
                    + "mid_px,impact_bid_px,impact_ask_px\n";

    @Test
    void assetCtxs_areFoundByTheHeader() {
        List<AssetCtxRow> rows = read(
                AssetCtxRow.FORMAT,
                HEADER
                        + "2023-09-16T00:00:00Z,SOL,0.00001,50173,19.0,2387765.9,-0.0002,19.10,19.11,19.105,19.09,19.12\n"
                        + "2025-10-24 20:01:00.000,NOBOOK,0,1,2,3,,4,5,null,,\r\n");

        assertThat(rows.get(0).time()).isEqualTo(Instant.parse("2023-09-16T00:00:00Z"));
        assertThat(rows.get(0).oraclePx()).isEqualByComparingTo("19.10");
        assertThat(rows.get(0).impactAskPx()).isEqualByComparingTo("19.12");
        assertThat(rows.get(1).time()).isEqualTo(Instant.parse("2025-10-24T20:01:00Z"));
        assertThat(rows.get(1).midPx()).isNull();
        assertThat(rows.get(1).premium()).isNull();
        assertThat(rows.get(1).markPx()).isEqualByComparingTo("5");
        AssetCtxRow moved = read(
                        AssetCtxRow.FORMAT,
                        "coin,new_column,impact_ask_px,impact_bid_px,mid_px,mark_px,oracle_px,premium,day_ntl_vlm,prev_day_px,"
                                + "open_interest,funding,time\nSOL,x,1,2,3,4,5,6,7,8,9,10,2023-09-16T00:00:00Z\n")
                .get(0);
        assertThat(moved.funding()).isEqualByComparingTo("10");
        assertThat(moved.impactAskPx()).isEqualByComparingTo("1");
    }

    @Test
    void assetCtxs_thatAreWrong_sayWhere() {
        String row = "2023-09-16T00:00:00Z,SOL,0.00001,50173,19.0,2387765.9,-0.0002,19.10,19.11,19.105,19.09,19.12\n";
        assertThat(problem(AssetCtxRow.FORMAT, HEADER + row + row.replace("19.105", "abc"))
                        .getMessage())
                .contains("line 3")
                .contains("mid_px")
                .contains("abc");
        assertThat(problem(AssetCtxRow.FORMAT, HEADER + row.replace(",19.12", ""))
                        .getMessage())
                .contains("11 cells");
        assertThat(problem(AssetCtxRow.FORMAT, HEADER + row.replace("SOL", "")).getMessage())
                .contains("no coin");
        assertThat(problem(AssetCtxRow.FORMAT, HEADER + row.replace("2023", "year"))
                        .getMessage())
                .contains("UTC time");
        assertThat(problem(AssetCtxRow.FORMAT, HEADER.replace("mark_px", "price"))
                        .getMessage())
                .contains("[mark_px]");
        // 19.1 would be a fine number too
        assertThat(problem(AssetCtxRow.FORMAT, HEADER + row.substring(0, row.length() - 2))
                        .kind())
                .isEqualTo(Kind.TRUNCATED);
    }
}
