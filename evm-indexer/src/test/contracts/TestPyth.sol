// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {MockPyth} from "@pythnetwork/pyth-sdk-solidity/MockPyth.sol";

/// Pyth's own mock, with the getters that the real contract has beyond IPyth. Its updates are ABI-encoded price feeds, not
/// signed ones.
contract TestPyth is MockPyth {
    struct DataSource {
        uint16 chainId;
        bytes32 emitterAddress;
    }

    event DataSourcesSet(DataSource[] oldDataSources, DataSource[] newDataSources);
    event FeeSet(uint256 oldFee, uint256 newFee);
    event TransactionFeeSet(uint256 oldFee, uint256 newFee);
    event WormholeAddressSet(address oldWormholeAddress, address newWormholeAddress);
    event Upgraded(address indexed implementation);

    address public wormhole;
    uint256 public transactionFeeInWei;
    DataSource[] private _sources;

    constructor(uint256 validTimePeriod, uint256 fee) MockPyth(validTimePeriod, fee) {}

    function version() external pure returns (string memory) {
        return "1.4.5-test";
    }

    function chainId() external pure returns (uint16) {
        return 65_000;
    }

    function validTimePeriodSeconds() external view returns (uint256) {
        return validTimePeriod;
    }

    function latestPriceInfoPublishTime(bytes32 id) external view returns (uint64) {
        return uint64(priceFeeds[id].price.publishTime);
    }

    function validDataSources() external view returns (DataSource[] memory) {
        return _sources;
    }

    function isValidDataSource(uint16 chain, bytes32 emitter) external view returns (bool) {
        for (uint256 i = 0; i < _sources.length; i++) {
            if (_sources[i].chainId == chain && _sources[i].emitterAddress == emitter) {
                return true;
            }
        }
        return false;
    }

    function setWormhole(address receiver) external {
        emit WormholeAddressSet(wormhole, receiver);
        wormhole = receiver;
    }

    function addDataSource(uint16 chain, bytes32 emitter) external {
        DataSource[] memory old = _sources;
        _sources.push(DataSource(chain, emitter));
        emit DataSourcesSet(old, _sources);
    }

    function setFee(uint256 fee) external {
        emit FeeSet(singleUpdateFeeInWei, fee);
        singleUpdateFeeInWei = fee;
    }

    function announce(address implementation, uint256 transactionFee) external {
        emit Upgraded(implementation);
        emit TransactionFeeSet(transactionFeeInWei, transactionFee);
        transactionFeeInWei = transactionFee;
    }
}

/// A Wormhole receiver whose guardian sets anybody may write.
contract TestWormholeReceiver {
    struct GuardianSet {
        address[] keys;
        uint32 expirationTime;
    }

    struct Signature {
        bytes32 r;
        bytes32 s;
        uint8 v;
        uint8 guardianIndex;
    }

    struct VM {
        uint8 version;
        uint32 timestamp;
        uint32 nonce;
        uint16 emitterChainId;
        bytes32 emitterAddress;
        uint64 sequence;
        uint8 consistencyLevel;
        bytes payload;
        uint32 guardianSetIndex;
        Signature[] signatures;
        bytes32 hash;
    }

    uint32 public getCurrentGuardianSetIndex;
    mapping(uint32 index => GuardianSet) private _sets;
    bytes public submitted;

    function setGuardians(uint32 index, address[] calldata keys, uint32 expirationTime, bool current) external {
        _sets[index] = GuardianSet(keys, expirationTime);
        if (current) {
            getCurrentGuardianSetIndex = index;
        }
    }

    function getGuardianSet(uint32 index) external view returns (GuardianSet memory) {
        return _sets[index];
    }

    function submitNewGuardianSet(bytes calldata vaa) external {
        submitted = vaa;
    }

    /// Parses; of the checks only that every signature is its guardian's.
    function parseAndVerifyVM(bytes calldata vaa) external view returns (VM memory vm, bool valid, string memory reason) {
        vm.version = uint8(vaa[0]);
        vm.guardianSetIndex = uint32(bytes4(vaa[1:5]));
        uint256 count = uint8(vaa[5]);
        vm.signatures = new Signature[](count);
        for (uint256 i = 0; i < count; i++) {
            bytes calldata signature = vaa[6 + 66 * i:72 + 66 * i];
            vm.signatures[i] = Signature(
                bytes32(signature[1:33]), bytes32(signature[33:65]), 27 + uint8(signature[65]), uint8(signature[0])
            );
        }
        bytes calldata body = vaa[6 + 66 * count:];
        vm.hash = keccak256(abi.encodePacked(keccak256(body)));
        vm.timestamp = uint32(bytes4(body[0:4]));
        vm.nonce = uint32(bytes4(body[4:8]));
        vm.emitterChainId = uint16(bytes2(body[8:10]));
        vm.emitterAddress = bytes32(body[10:42]);
        vm.sequence = uint64(bytes8(body[42:50]));
        vm.consistencyLevel = uint8(body[50]);
        vm.payload = body[51:];
        address[] storage keys = _sets[vm.guardianSetIndex].keys;
        for (uint256 i = 0; i < count; i++) {
            Signature memory s = vm.signatures[i];
            if (s.guardianIndex >= keys.length || ecrecover(vm.hash, s.v, s.r, s.s) != keys[s.guardianIndex]) {
                return (vm, false, "VM signature invalid");
            }
        }
        return (vm, true, "");
    }
}
