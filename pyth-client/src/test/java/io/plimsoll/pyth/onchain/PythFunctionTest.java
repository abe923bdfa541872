package io.plimsoll.pyth.onchain;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.foundation.chain.Bytes32;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The numbers that Pyth publishes for its functions, errors and events. */
class PythFunctionTest {
    private static final Map<String, String> SELECTORS = Map.ofEntries(
            Map.entry("getPriceUnsafe(bytes32)", "96834ad3"),
            Map.entry("getPriceNoOlderThan(bytes32,uint256)", "a4ae35e0"),
            Map.entry("getEmaPriceUnsafe(bytes32)", "9474f45b"),
            Map.entry("getEmaPriceNoOlderThan(bytes32,uint256)", "711a2e28"),
            Map.entry("getPrice(bytes32)", "31d98b3f"),
            Map.entry("getEmaPrice(bytes32)", "b5dcc911"),
            Map.entry("getValidTimePeriod()", "e18910a3"),
            Map.entry("queryPriceFeed(bytes32)", "caaf43f1"),
            Map.entry("priceFeedExists(bytes32)", "b5ec0261"),
            Map.entry("updatePriceFeeds(bytes[])", "ef9e5e28"),
            Map.entry("updatePriceFeedsIfNecessary(bytes[],bytes32[],uint64[])", "b9256d28"),
            Map.entry("getUpdateFee(bytes[])", "d47eed45"),
            Map.entry("getUpdateFee(uint256)", "e17efd48"),
            Map.entry("parsePriceFeedUpdates(bytes[],bytes32[],uint64,uint64)", "4716e9c5"),
            Map.entry("parsePriceFeedUpdatesUnique(bytes[],bytes32[],uint64,uint64)", "accca7f9"),
            Map.entry("parsePriceFeedUpdatesWithConfig(bytes[],bytes32[],uint64,uint64,bool,bool,bool)", "3a229d18"),
            Map.entry("parseTwapPriceFeedUpdates(bytes[],bytes32[])", "eb942158"),
            Map.entry("getTwapUpdateFee(bytes[])", "5f674e35"),
            Map.entry("wormhole()", "84acd1bb"),
            Map.entry("singleUpdateFeeInWei()", "48b6404d"),
            Map.entry("transactionFeeInWei()", "978a800d"),
            Map.entry("validTimePeriodSeconds()", "cb718a9b"),
            Map.entry("version()", "54fd4d50"),
            Map.entry("latestPriceInfoPublishTime(bytes32)", "4c469d8c"),
            Map.entry("isValidDataSource(uint16,bytes32)", "437209a7"),
            Map.entry("validDataSources()", "a38d81c6"),
            Map.entry("chainId()", "9a8a0592"),
            Map.entry("getCurrentGuardianSetIndex()", "1cfe7951"),
            Map.entry("getGuardianSet(uint32)", "f951975a"),
            Map.entry("parseAndVerifyVM(bytes)", "c0fd8bde"),
            Map.entry("submitNewGuardianSet(bytes)", "6606b4e0"));

    private static final Map<String, String> ERRORS = Map.ofEntries(
            Map.entry("InvalidArgument", "a9cb9e0d"),
            Map.entry("InvalidUpdateDataSource", "e60dce71"),
            Map.entry("InvalidUpdateData", "e69ffece"),
            Map.entry("InsufficientFee", "025dbdd4"),
            Map.entry("NoFreshUpdate", "de2c57fa"),
            Map.entry("PriceFeedNotFoundWithinRange", "45805f5d"),
            Map.entry("PriceFeedNotFound", "14aebe68"),
            Map.entry("StalePrice", "19abf40e"),
            Map.entry("InvalidWormholeVaa", "2acbe915"),
            Map.entry("InvalidGovernanceMessage", "97363b35"),
            Map.entry("InvalidGovernanceTarget", "63daeb77"),
            Map.entry("InvalidGovernanceDataSource", "360f2d87"),
            Map.entry("OldGovernanceMessage", "88d1b847"),
            Map.entry("InvalidWormholeAddressToSet", "13d3ed82"),
            Map.entry("InvalidTwapUpdateData", "1dbbd294"),
            Map.entry("InvalidTwapUpdateDataSet", "196224b0"),
            Map.entry("NegativeInputPrice", "4db089c0"),
            Map.entry("InvalidInputExpo", "6a345a28"),
            Map.entry("CombinedPriceOverflow", "30442cd8"),
            Map.entry("ExponentOverflow", "96c1d04c"),
            Map.entry("VmVersionIncompatible", "6ce2251a"),
            Map.entry("SignatureIndexesNotAscending", "9ad79794"));

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void selectors_areThePublishedOnes() {
        Map<String, String> selectors = Arrays.stream(PythFunction.values())
                .collect(Collectors.toMap(PythFunction::signature, function -> hex(function.selector())));

        assertThat(new TreeMap<>(selectors)).isEqualTo(new TreeMap<>(SELECTORS));
    }

    @Test
    void errors_areThePublishedOnes() {
        Map<String, String> selectors = Arrays.stream(PythError.values())
                .collect(Collectors.toMap(PythError::error, error -> hex(error.selector())));

        assertThat(new TreeMap<>(selectors)).isEqualTo(new TreeMap<>(ERRORS));
    }

    @Test
    void topics_areThePublishedOnes() {
        assertThat(PriceFeedUpdateEvent.TOPIC.digits())
                .isEqualTo("d06a6b7f4918494b3719217d1802786c1f5112a6c1d88fe2cfec00b4584f6aec");
        assertThat(PythEvent.TwapPriceFeedUpdate.TOPIC.digits())
                .isEqualTo("d8b7774079faf4ab389d4e48b46d54e2bb8b66dd0de0d718f61730a9f3c92977");
        assertThat(List.of(
                        PythEvent.DataSourcesSet.TOPIC,
                        PythEvent.WormholeAddressSet.TOPIC,
                        PythEvent.FeeSet.TOPIC,
                        PythEvent.TransactionFeeSet.TOPIC,
                        PythEvent.Upgraded.TOPIC))
                .extracting(Bytes32::digits)
                .extracting(topic -> topic.substring(0, 8))
                .containsExactly("d451e0fc", "d495c4e5", "74dbbbe2", "5ac11e11", "bc7cd75a");
    }

    @Test
    void selector_cannotBeChanged() {
        PythFunction.WORMHOLE.selector()[0] ^= 1;
        PythError.STALE_PRICE.selector()[0] ^= 1;

        assertThat(hex(PythFunction.WORMHOLE.selector())).isEqualTo("84acd1bb");
        assertThat(hex(PythError.STALE_PRICE.selector())).isEqualTo("19abf40e");
    }

    @Test
    void revertData_isFoundByItsFirstBytesOnly() {
        assertThat(PythError.find(HexFormat.of().parseHex("19abf40e"))).contains(PythError.STALE_PRICE);
        assertThat(PythError.find(HexFormat.of().parseHex("19abf40e00"))).contains(PythError.STALE_PRICE);
        assertThat(PythError.find(HexFormat.of().parseHex("19abf4"))).isEmpty();
        assertThat(PythError.find(new byte[0])).isEmpty();
        assertThat(PythError.find(HexFormat.of().parseHex("0019abf40e"))).isEmpty();
    }
}
