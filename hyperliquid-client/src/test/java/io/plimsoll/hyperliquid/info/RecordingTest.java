package io.plimsoll.hyperliquid.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.hyperliquid.info.Recording.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a file of the corpus is, is told by its schema, so that files nobody has seen yet are understood or refused. */
class RecordingTest {
    @TempDir
    private Path folder;

    private List<Recording> read(String name, String text) throws Exception {
        return Recording.of(Files.writeString(folder.resolve(name), text.replace('\'', '"')));
    }

    @ParameterizedTest
    @CsvSource({
        "nautilus-http_user_fills_by_time_btc.json, userFillsByTime",
        "nautilus-http_user_fills_2026.json, userFills",
        "nautilus-http_meta_perp_sample.json, meta",
        "nautilus-http_meta_and_asset_ctxs.json, metaAndAssetCtxs",
        "nautilus-http_l2_book_snapshot.json, l2Book",
        "nautilus-http_validator_l1_votes.json, validatorL1Votes",
        "nautilus-http_web_data2_vault.json, webData2",
        "nautilus-http_perp_dexs.json, perpDexs",
        "nautilus-http_spot_user_state_unified.json, spotClearinghouseState"
    })
    void bareBody_isNamedAfterTheLongestEndpoint(String name, String type) throws Exception {
        assertThat(read(name, "{}")).extracting(Recording::type).containsExactly(Optional.of(type));
    }

    @Test
    void bareBody_ofAnUnknownName_isToldByItsShape() throws Exception {
        assertThat(read("nautilus-http_something_else.json", "[]"))
                .extracting(Recording::type)
                .containsExactly(Optional.empty());
        assertThat(read("nautilus-http_metadata.json", "[]"))
                .as("metadata is no meta")
                .extracting(Recording::type)
                .containsExactly(Optional.empty());
    }

    @Test
    void call_isToldByItsRequest() throws Exception {
        assertThat(read(
                        "a.json",
                        "[{'request':{'body':{'type':'meta'}},'response':{'body':[1]}},"
                                + "{'request':{'type':'userFills'},'response':[2]}]"))
                .extracting(r -> r.kind() + " " + r.type().orElseThrow() + " " + r.body())
                .containsExactly("INFO meta [1]", "INFO userFills [2]");
    }

    @ParameterizedTest
    @CsvSource({
        "jkorf-Endpoints_Futures_ExchangeData_GetExchangeInfo.txt, /info, INFO, meta",
        "jkorf-Endpoints_Spot_ExchangeData_GetExchangeInfo.txt, /info, INFO, spotMeta",
        "jkorf-Endpoints_Spot_Account_GetAccountLedger.txt, /info, INFO, userNonFundingLedgerUpdates",
        "jkorf-Endpoints_Futures_Account_GetFeeInfo.txt, /info, INFO, userFees",
        "jkorf-Endpoints_Spot_Account_GetSomethingNew.txt, /info, INFO, ",
        "jkorf-Endpoints_Spot_Trading_PlaceOrder.txt, /exchange, EXCHANGE, "
    })
    void jkorf_isToldByPathAndMethod(String name, String path, Kind kind, String type) throws Exception {
        assertThat(read(name, "POST\r\n" + path + "\r\ntrue\r\n{\r\n'a':1}"))
                .containsExactly(new Recording(
                        name,
                        kind,
                        Optional.ofNullable(type),
                        read("b.json", "{'request':{'type':'x'},'response':{'a':1}}")
                                .get(0)
                                .body()));
    }

    @Test
    void conversation_givesWhatTheServerSent() throws Exception {
        assertThat(read(
                        "jkorf-Subscriptions_X.txt",
                        "> {'method':'subscribe'}\n<1 {'channel':'subscriptionResponse','data':{}}\n=\n{\n'channel':'bbo',\n"
                                + "'data':{}\n}\n\n< {'channel':'user','data':{}}\n"))
                .extracting(r -> r.kind() + " " + r.type().orElseThrow())
                .containsExactly("CONTROL subscriptionResponse", "FRAME bbo", "FRAME user");
    }

    @Test
    void conversation_withWhatBelongsToNoSubscription_isUnderstood() throws Exception {
        assertThat(read(
                        "jkorf-Subscriptions_X.txt",
                        "< {'channel':'pong'}\n< {'channel':'error','data':'x'}\n<\n"
                                + "= {'channel':'post','data':{'id':1,'response':{'type':'error','payload':'422'}}}\n"
                                + "< [{'height':1}]\n"))
                .extracting(r -> r.kind() + " " + r.type().orElse("?"))
                .containsExactly("CONTROL pong", "CONTROL error", "CONTROL post", "INFO ?");
    }

    @Test
    void frames_severalInAFile_areAllRead() throws Exception {
        String frames = "{'channel':'bbo','data':{}}\n{'channel':'trades','data':[]}";

        assertThat(read("nautilus-ws_mixed.json", frames))
                .extracting(r -> r.type().orElseThrow())
                .containsExactly("bbo", "trades");
        assertThat(read("nautilus-ws_mixed.json", "[" + frames.replace('\n', ',') + "]"))
                .extracting(r -> r.type().orElseThrow())
                .containsExactly("bbo", "trades");
        assertThat(read("nautilus-ws_order_updates_2026.json", "[{'order':{}}]"))
                .extracting(r -> r.kind() + " " + r.type().orElseThrow())
                .containsExactly("FRAME orderUpdates");
    }

    @Test
    void bareBody_ofTheExchange_isToldByItsShape() throws Exception {
        assertThat(read("nautilus-http_order_placed.json", "{'status':'ok','response':{'type':'default'}}"))
                .extracting(Recording::kind)
                .containsExactly(Kind.EXCHANGE);
    }

    @Test
    void call_thatWasRefused_isNoAnswer() throws Exception {
        assertThat(
                        read(
                                "a.json",
                                "{'request':{'body':{'type':'meta'}},'response':{'status':422,'body':'Failed to deserialize'}}"))
                .extracting(Recording::kind)
                .containsExactly(Kind.REFUSAL);
    }

    @Test
    void frame_withoutItsChannel_isReadAsTheAnswerOfItsName() throws Exception {
        assertThat(read("nautilus-ws_book_data.json", "{'coin':'BTC'}").get(0).type())
                .contains("l2Book");
        assertThat(read("nautilus-ws_all.json", "{'channel':'allMids','data':{}}")
                        .get(0)
                        .kind())
                .isEqualTo(Kind.FRAME);
    }

    @Test
    void bodiesByKey_wordsTellAboutThem_andNullWasNotRecorded() throws Exception {
        assertThat(read(
                        "lifi-x.json",
                        "{'source':'s','userAbstraction':'default','openOrders':null,'spotMids':{'@1':'2'},"
                                + "'activeAssetData':{'ETH':{'coin':'ETH'},'BTC':{'coin':'BTC'}},'other':{'b':1}}"))
                .extracting(r -> r.label() + " " + r.type().orElse("?"))
                .containsExactly(
                        "userAbstraction userAbstraction",
                        "spotMids allMids",
                        "activeAssetData ETH activeAssetData",
                        "activeAssetData BTC activeAssetData",
                        "other ?");
    }

    @Test
    void fileOfNoKnownSchema_isRefused() {
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> read("new-thing.json", "{'a':1}"));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> read("jkorf-Endpoints_Spot_Account_GetBalances.txt", "POST\n/other\nfalse\n{}"));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> read("jkorf-Endpoints_Spot_Account_GetBalances.txt", "{}"));
    }
}
