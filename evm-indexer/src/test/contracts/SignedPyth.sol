// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {AbstractPyth} from "@pythnetwork/pyth-sdk-solidity/AbstractPyth.sol";
import {PythErrors} from "@pythnetwork/pyth-sdk-solidity/PythErrors.sol";
import {PythStructs} from "@pythnetwork/pyth-sdk-solidity/PythStructs.sol";
import {PythReceiver} from "./PythReceiver.sol";

/// A price contract that takes signed updates only: stores what is newer, for a fee for each message.
contract SignedPyth is AbstractPyth {
    PythReceiver private immutable _receiver;
    uint256 private immutable _fee;
    mapping(bytes32 id => PythStructs.PriceFeed) private _feeds;

    constructor(PythReceiver receiver, uint256 feeForEachMessage) {
        _receiver = receiver;
        _fee = feeForEachMessage;
    }

    function queryPriceFeed(bytes32 id) public view override returns (PythStructs.PriceFeed memory) {
        if (!priceFeedExists(id)) {
            revert PythErrors.PriceFeedNotFound();
        }
        return _feeds[id];
    }

    function priceFeedExists(bytes32 id) public view override returns (bool) {
        return _feeds[id].price.publishTime != 0;
    }

    function getValidTimePeriod() public pure override returns (uint256) {
        return 60;
    }

    function latestPriceInfoPublishTime(bytes32 id) external view returns (uint64) {
        return uint64(_feeds[id].price.publishTime);
    }

    function getUpdateFee(bytes[] calldata blobs) public view override returns (uint256 fee) {
        for (uint256 i = 0; i < blobs.length; i++) {
            fee += _fee * _receiver.messages(blobs[i]).length;
        }
    }

    function getTwapUpdateFee(bytes[] calldata) public pure override returns (uint256) {
        return 0;
    }

    function updatePriceFeeds(bytes[] calldata blobs) public payable override {
        if (msg.value < getUpdateFee(blobs)) {
            revert PythErrors.InsufficientFee();
        }
        for (uint256 i = 0; i < blobs.length; i++) {
            bytes[] memory messages = _receiver.messages(blobs[i]);
            for (uint256 j = 0; j < messages.length; j++) {
                this.store(messages[j]);
            }
        }
    }

    function store(bytes calldata message) external {
        require(msg.sender == address(this), "only from an update");
        if (message[0] != 0) {
            return;
        }
        int32 expo = int32(uint32(bytes4(message[49:53])));
        uint64 publishTime = uint64(bytes8(message[53:61]));
        PythStructs.PriceFeed storage feed = _feeds[bytes32(message[1:33])];
        if (publishTime > feed.price.publishTime) {
            feed.id = bytes32(message[1:33]);
            feed.price = PythStructs.Price(
                int64(uint64(bytes8(message[33:41]))), uint64(bytes8(message[41:49])), expo, publishTime
            );
            feed.emaPrice = PythStructs.Price(
                int64(uint64(bytes8(message[69:77]))), uint64(bytes8(message[77:85])), expo, publishTime
            );
            emit PriceFeedUpdate(feed.id, publishTime, feed.price.price, feed.price.conf);
        }
    }

    function parsePriceFeedUpdates(bytes[] calldata, bytes32[] calldata, uint64, uint64)
        external
        payable
        override
        returns (PythStructs.PriceFeed[] memory)
    {
        revert PythErrors.InvalidArgument();
    }

    function parsePriceFeedUpdatesUnique(bytes[] calldata, bytes32[] calldata, uint64, uint64)
        external
        payable
        override
        returns (PythStructs.PriceFeed[] memory)
    {
        revert PythErrors.InvalidArgument();
    }

    function parsePriceFeedUpdatesWithConfig(bytes[] calldata, bytes32[] calldata, uint64, uint64, bool, bool, bool)
        external
        payable
        override
        returns (PythStructs.PriceFeed[] memory, uint64[] memory)
    {
        revert PythErrors.InvalidArgument();
    }

    function parseTwapPriceFeedUpdates(bytes[] calldata, bytes32[] calldata)
        external
        payable
        override
        returns (PythStructs.TwapPriceFeed[] memory)
    {
        revert PythErrors.InvalidTwapUpdateData();
    }
}
