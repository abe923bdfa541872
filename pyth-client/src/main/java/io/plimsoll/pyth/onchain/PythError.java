package io.plimsoll.pyth.onchain;

import io.plimsoll.core.foundation.crypto.Keccak256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Why Pyth's contract or its receiver reverts. None of them has arguments: the selector is all.
 *
 * @see <a
 *     href="https://github.com/pyth-network/pyth-crosschain/blob/main/target_chains/ethereum/sdk/solidity/PythErrors.sol">PythErrors.sol</a>
 */
public enum PythError {
    /** Arguments that do not fit together, such as lists of different length. */
    INVALID_ARGUMENT("InvalidArgument"),
    /** An update from an emitter that this contract does not believe. */
    INVALID_UPDATE_DATA_SOURCE("InvalidUpdateDataSource"),
    /** An update that cannot be decoded or is not proven. */
    INVALID_UPDATE_DATA("InvalidUpdateData"),
    /** Less was sent than {@code getUpdateFee} says. */
    INSUFFICIENT_FEE("InsufficientFee"),
    /** {@code updatePriceFeedsIfNecessary} where it is not: everything stored is as new. */
    NO_FRESH_UPDATE("NoFreshUpdate"),
    /** No update of a feed in the window of a {@code parse…} call. */
    PRICE_FEED_NOT_FOUND_WITHIN_RANGE("PriceFeedNotFoundWithinRange"),
    /** The feed has never had a price here. */
    PRICE_FEED_NOT_FOUND("PriceFeedNotFound"),
    /** The stored price is further from the block's time than asked for. */
    STALE_PRICE("StalePrice"),
    /** Signatures that the receiver does not accept. */
    INVALID_WORMHOLE_VAA("InvalidWormholeVaa"),
    /** A governance message that cannot be decoded. */
    INVALID_GOVERNANCE_MESSAGE("InvalidGovernanceMessage"),
    /** A governance message for another chain. */
    INVALID_GOVERNANCE_TARGET("InvalidGovernanceTarget"),
    /** A governance message of somebody who does not govern. */
    INVALID_GOVERNANCE_DATA_SOURCE("InvalidGovernanceDataSource"),
    /** A governance message that was executed already, or overtaken. */
    OLD_GOVERNANCE_MESSAGE("OldGovernanceMessage"),
    /** A receiver that governance may not set. */
    INVALID_WORMHOLE_ADDRESS_TO_SET("InvalidWormholeAddressToSet"),
    /** An average's update that cannot be decoded. */
    INVALID_TWAP_UPDATE_DATA("InvalidTwapUpdateData"),
    /** Two updates that make no average. */
    INVALID_TWAP_UPDATE_DATA_SET("InvalidTwapUpdateDataSet"),
    /** A negative price in {@code PythUtils}. */
    NEGATIVE_INPUT_PRICE("NegativeInputPrice"),
    /** An exponent out of range in {@code PythUtils}. */
    INVALID_INPUT_EXPO("InvalidInputExpo"),
    /** A cross rate that does not fit in {@code PythUtils}. */
    COMBINED_PRICE_OVERFLOW("CombinedPriceOverflow"),
    /** An exponent out of range in {@code PythUtils}, after combining. */
    EXPONENT_OVERFLOW("ExponentOverflow"),
    /** Receiver: a VAA version other than 1. */
    VM_VERSION_INCOMPATIBLE("VmVersionIncompatible"),
    /** Receiver: signer indexes that do not ascend. */
    SIGNATURE_INDEXES_NOT_ASCENDING("SignatureIndexesNotAscending");

    private final String error;

    @SuppressWarnings("ImmutableEnumChecker") // never handed out itself
    private final byte[] selector;

    PythError(String error) {
        this.error = error;
        this.selector = Arrays.copyOf(Keccak256.hash((error + "()").getBytes(StandardCharsets.US_ASCII)), 4);
    }

    /** The error's name in the contract. */
    public String error() {
        return error;
    }

    /** The first four bytes of the revert data. */
    public byte[] selector() {
        return selector.clone();
    }

    /** The error that revert data tells of, if it is one of these. */
    public static Optional<PythError> find(byte[] revertData) {
        return Arrays.stream(values())
                .filter(error -> revertData.length >= 4 && Arrays.equals(error.selector, 0, 4, revertData, 0, 4))
                .findFirst();
    }
}
