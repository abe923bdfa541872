package io.plimsoll.pyth.onchain;

import io.plimsoll.core.foundation.crypto.Keccak256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Functions of Pyth's contract and of the Wormhole receiver behind it. Thread-safe.
 *
 * @see <a
 *     href="https://github.com/pyth-network/pyth-crosschain/blob/main/target_chains/ethereum/sdk/solidity/IPyth.sol">IPyth.sol</a>
 */
public enum PythFunction {
    /** The stored price of a feed, however old. */
    GET_PRICE_UNSAFE("getPriceUnsafe(bytes32)"),
    /** The stored price, unless its time is further from the block's than an age, in either direction. */
    GET_PRICE_NO_OLDER_THAN("getPriceNoOlderThan(bytes32,uint256)"),
    /** The stored moving average, however old. */
    GET_EMA_PRICE_UNSAFE("getEmaPriceUnsafe(bytes32)"),
    /** The stored moving average, bounded as the price is. */
    GET_EMA_PRICE_NO_OLDER_THAN("getEmaPriceNoOlderThan(bytes32,uint256)"),
    /** Deprecated: bounded by the contract's own valid period. */
    GET_PRICE("getPrice(bytes32)"),
    /** Deprecated: bounded by the contract's own valid period. */
    GET_EMA_PRICE("getEmaPrice(bytes32)"),
    /** Deprecated: the contract's own valid period, seconds. */
    GET_VALID_TIME_PERIOD("getValidTimePeriod()"),
    /** Price and moving average in one answer. */
    QUERY_PRICE_FEED("queryPriceFeed(bytes32)"),
    /** Whether a feed has ever had a price here. */
    PRICE_FEED_EXISTS("priceFeedExists(bytes32)"),
    /** Stores what is newer than stored; payable. */
    UPDATE_PRICE_FEEDS("updatePriceFeeds(bytes[])"),
    /** The same, and reverts if nothing can be newer; payable. */
    UPDATE_PRICE_FEEDS_IF_NECESSARY("updatePriceFeedsIfNecessary(bytes[],bytes32[],uint64[])"),
    /** The fee of an update, wei. */
    GET_UPDATE_FEE("getUpdateFee(bytes[])"),
    /** Deprecated: the fee of a number of blobs, wei. */
    GET_UPDATE_FEE_OF_COUNT("getUpdateFee(uint256)"),
    /** Verifies without storing; payable. */
    PARSE_PRICE_FEED_UPDATES("parsePriceFeedUpdates(bytes[],bytes32[],uint64,uint64)"),
    /** The same for the first update in the window; payable. */
    PARSE_PRICE_FEED_UPDATES_UNIQUE("parsePriceFeedUpdatesUnique(bytes[],bytes32[],uint64,uint64)"),
    /** The same with three switches, and the slots; payable. */
    PARSE_PRICE_FEED_UPDATES_WITH_CONFIG(
            "parsePriceFeedUpdatesWithConfig(bytes[],bytes32[],uint64,uint64,bool,bool,bool)"),
    /** Time-weighted averages from two blobs; payable. Such messages are no longer published. */
    PARSE_TWAP_PRICE_FEED_UPDATES("parseTwapPriceFeedUpdates(bytes[],bytes32[])"),
    /** The fee of that, wei. */
    GET_TWAP_UPDATE_FEE("getTwapUpdateFee(bytes[])"),
    /** The address of the receiver that holds the signer sets. */
    WORMHOLE("wormhole()"),
    /** Fee of one feed's update, wei. */
    SINGLE_UPDATE_FEE_IN_WEI("singleUpdateFeeInWei()"),
    /** Fee of one call beside that of its updates, wei. */
    TRANSACTION_FEE_IN_WEI("transactionFeeInWei()"),
    /** The contract's own valid period, seconds. */
    VALID_TIME_PERIOD_SECONDS("validTimePeriodSeconds()"),
    /** Version of the contract's code, text. */
    VERSION("version()"),
    /** Seconds since 1970 of the stored price, 0 if there is none. */
    LATEST_PRICE_INFO_PUBLISH_TIME("latestPriceInfoPublishTime(bytes32)"),
    /** Whether an emitter may publish prices here. */
    IS_VALID_DATA_SOURCE("isValidDataSource(uint16,bytes32)"),
    /** The emitters that may publish prices here. */
    VALID_DATA_SOURCES("validDataSources()"),
    /** Wormhole's number of the chain, not its EIP-155 id. */
    CHAIN_ID("chainId()"),
    /** Receiver: the index of the newest signer set. */
    GET_CURRENT_GUARDIAN_SET_INDEX("getCurrentGuardianSetIndex()"),
    /** Receiver: a signer set. */
    GET_GUARDIAN_SET("getGuardianSet(uint32)"),
    /** Receiver: decodes a VAA and says whether its signatures hold. */
    PARSE_AND_VERIFY_VM("parseAndVerifyVM(bytes)"),
    /** Receiver: installs the signer set of an upgrade VAA. */
    SUBMIT_NEW_GUARDIAN_SET("submitNewGuardianSet(bytes)");

    private final String signature;

    @SuppressWarnings("ImmutableEnumChecker") // never handed out itself
    private final byte[] selector;

    PythFunction(String signature) {
        this.signature = signature;
        this.selector = Arrays.copyOf(Keccak256.hash(signature.getBytes(StandardCharsets.US_ASCII)), 4);
    }

    /** Name and argument types, as hashed. */
    public String signature() {
        return signature;
    }

    /** The first four bytes of keccak256 of the signature. */
    public byte[] selector() {
        return selector.clone();
    }
}
