package io.plimsoll.evm.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.evm.index.RangeRefusal.Kind;
import io.plimsoll.evm.testing.LogCap;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages as they were seen, each of the provider or node that is named with it. */
class RangeRefusalTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    HyperEVM          | 50      | query exceeds max block range 50
                    reth              | 100000  | query exceeds max block range 100000
                    publicnode        | 50000   | exceed maximum block range: 50000
                    Cloudflare        | 800     | Invalid eth_getLogs request. 'fromBlock'-'toBlock' range too large. Max range: 800
                    Alchemy free      | 10      | Under the Free tier plan, you can make eth_getLogs requests with up to a 10 block range. Based on your parameters, this block range should work: [0x1180fca, 0x1180fd3]. Upgrade to PAYG for expanded block range.
                    Alchemy           | 500     | You can make eth_getLogs requests with up to a 500 block range. Based on your parameters, this block range should work: [0x3d7773, 0x3d7966]
                    Aurora            | 2000    | Requested range exceeds limits: up to a 2,000 block range
                    QuickNode         | 10000   | eth_getLogs is limited to a 10,000 range
                    QuickNode         | 5       | eth_getLogs is limited to a 5 range
                    Blast             | 5000    | eth_getLogs is limited to a 5000 blocks range
                    1RPC              | 50      | eth_getLogs is limited to 0 - 50 blocks range
                    1RPC              | 1000    | eth_getLogs is limited to a 1000 blocks range
                    BlockPI           | 1024    | eth_getLogs is limited to 1024 block range. Please check the parameter requirements
                    Blast paid        | 3000    | block range exceeds the range allowed for your plan (5000 > 3000)
                    Avalanche         | 2048    | requested too many blocks from 0 to 5000000, maximum is set to 2048
                    thirdweb          | 1000    | Maximum allowed number of requested blocks is 1000
                    Sei               | 1000    | block range too large (2000), maximum allowed is 1000 blocks
                    LlamaRPC          | 500     | Block range too large: maximum allowed is 500 blocks
                    Coinbase          | 1000    | please limit the query to at most 1000 blocks
                    Swell             | 100     | block range greater than 100 max
                    Somnia            | 1000    | block range exceeds 1000
                    Merkle            | 10000   | eth_getLogs range is too large, max is 10k blocks
                    Harmony           | 1024    | query must be smaller than size 1024
                    Moonriver         | 1024    | block range is too wide (maximum 1024)
                    Ankr              | 10000   | maximum [from, to] blocks distance: 10000
                    dRPC              | 10000   | ranges over 10000 blocks are not supported on freetier
                    Infura            | 10000   | range 25887126 - 25897126 exceeds limit of 10000
                    """)
    void blocks_withTheirNumber(String provider, long cap, String message) {
        assertThat(RangeRefusal.read(message))
                .as(provider)
                .contains(new RangeRefusal(Kind.BLOCKS, OptionalLong.of(cap)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Ankr        | block range is too wide
                    Base        | block range too large
                    Polygon     | Block range is too large
                    Chainstack  | Block range limit exceeded. See more details at https://docs.chainstack.com/docs/limits
                    erpc        | requested range too large, reduce the block range
                    """)
    void blocks_withoutANumber(String provider, String message) {
        assertThat(RangeRefusal.read(message)).as(provider).contains(RangeRefusal.of(Kind.BLOCKS));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Alchemy   | 1204 | Log response size exceeded. You can make eth_getLogs requests with up to a 2K block range and no limit on the response size, or you can request any block range with a cap of 10K logs in the response. Based on your parameters and the response size limit, this block range should work: [0xc5dc00, 0xc5e0b3]
                    Infura    | 2    | query returned more than 10000 results. Try with this block range [0x1, 0x2].
                    zkSync    | 4776 | Query returned more than 10000 results. Try with this block range [0x7dfd25, 0x7e0fcc].
                    reth      | 510  | query exceeds max results 20000, retry with the range 6000000-6000509
                    """)
    void results_withTheRangeThatWouldPass(String provider, long blocks, String message) {
        assertThat(RangeRefusal.read(message))
                .as(provider)
                .contains(new RangeRefusal(Kind.RESULTS, OptionalLong.of(blocks)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "query returned more than 10000 results",
                "logs matched by query exceeds limit of 10000",
                "response size should not greater than 10000000 bytes",
                "backend response too large",
                "Response is too big; Exceeded max limit of 167772160",
                "More than 50000 logs returned",
                "Too many logs requested. Max logs per response is 10000",
                "query exceeds max results 20000",
                "length limit exceeded"
            })
    void results_withoutARange(String message) {
        assertThat(RangeRefusal.read(message)).contains(RangeRefusal.of(Kind.RESULTS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "query timeout exceeded",
                "Request timeout on the free tier, please upgrade your tier to the paid one",
                "context deadline exceeded",
                "request timed out"
            })
    void time(String message) {
        assertThat(RangeRefusal.read(message)).contains(RangeRefusal.of(Kind.TIME));
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit exceeded", "no backend is currently healthy to serve traffic"})
    void whatMayMeanEither_isUnclear(String message) {
        assertThat(RangeRefusal.read(message)).contains(RangeRefusal.of(Kind.UNCLEAR));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exceed max addresses or topics per search position",
                "please specify less number of address in the getLogs query",
                "This query contains 5006 filters. The current limit is 5000."
            })
    void contracts(String message) {
        assertThat(RangeRefusal.read(message)).contains(RangeRefusal.of(Kind.CONTRACTS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Too Many Requests",
                "rate limited",
                "daily request count exceeded, request rate limited",
                "Your app has exceeded its compute units per second capacity",
                "requests limited to 100 per second",
                "project ID request rate exceeded",
                "limit of requests per second reached",
                "execution reverted",
                "method not found",
                "unauthorized",
                "internal error"
            })
    void anythingElse_isNone(String message) {
        assertThat(RangeRefusal.read(message)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "query exceeds max results 20000, retry with the range 6000509-6000000",
                "query returned more than 10000 results. Try with this block range [0x2, 0x1]."
            })
    void invertedRange_isNoSuggestion(String message) {
        assertThat(RangeRefusal.read(message)).contains(RangeRefusal.of(Kind.RESULTS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "query exceeds max block range 0",
                "exceed maximum block range: 99999999999999999999999999",
            })
    void absurdCap_isNone(String message) {
        assertThat(RangeRefusal.read(message)).contains(RangeRefusal.of(Kind.BLOCKS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "invalid block height: 123",
                "block range extends beyond current head block",
                "BlockOutOfRangeError: block height is 5 but requested was 9",
                "unknown block",
                "header not found",
                "block not found: 0x1"
            })
    void blockThatIsNotThere_isBehind(String message) {
        assertThat(RangeRefusal.isBehind(message)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void cap_ofTheProxy_isUnderstood(LogCap cap) {
        Optional<RangeRefusal> read = RangeRefusal.read(cap.message(1000, 5000, 9999, 5499));

        assertThat(read.map(RangeRefusal::kind)).contains(cap.countsLogs() ? Kind.RESULTS : Kind.BLOCKS);
        read.orElseThrow().blocks().ifPresent(blocks -> assertThat(blocks).isEqualTo(cap.countsLogs() ? 500 : 1000));
    }
}
