// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

/// Checks signed Pyth updates as the format is documented: envelope, VAA, emitter, signer set, quorum, every signature,
/// Merkle root and proofs, exact end. Refuses with the first check that fails, in the order of {Reason}; being cut off can
/// show at any point. Written from the description of the format, not from another verifier.
contract PythReceiver {
    enum Reason {
        TRUNCATED,
        BAD_MAGIC,
        BAD_MAJOR_VERSION,
        UNKNOWN_UPDATE_TYPE,
        BAD_VAA_VERSION,
        UNTRUSTED_EMITTER,
        UNKNOWN_GUARDIAN_SET,
        NO_QUORUM,
        SIGNATURE_INDEX_ORDER,
        SIGNATURE_INDEX_RANGE,
        INVALID_SIGNATURE,
        BAD_PAYLOAD,
        MERKLE_PROOF_INVALID,
        BAD_MESSAGE,
        TRAILING_BYTES
    }

    error Refused(Reason reason);

    /// In verdicts: accepted, and a revert that was no {Refused}.
    uint16 private constant ACCEPTED = 1000;
    uint16 private constant BROKEN = 1001;

    struct SignerSet {
        address[] signers;
        bool majority;
    }

    struct Verdict {
        uint16 code;
        uint64 slot;
        bytes32 proven;
    }

    mapping(bytes32 emitter => bool) private _emitters;
    mapping(bytes32 emitter => mapping(uint32 index => SignerSet)) private _sets;

    /// Believes a signer set about an emitter, by more than half of it or else by Wormhole's rule.
    function trust(uint16 chain, bytes32 emitter, uint32 index, address[] calldata signers, bool majority) external {
        bytes32 key = keccak256(abi.encode(chain, emitter));
        _emitters[key] = true;
        _sets[key][index] = SignerSet(signers, majority);
    }

    /// Checks many updates, each on its own.
    function verdicts(bytes[] calldata blobs) external view returns (Verdict[] memory answers) {
        answers = new Verdict[](blobs.length);
        for (uint256 i = 0; i < blobs.length; i++) {
            try this.verify(blobs[i]) returns (uint64 slot, bytes32 proven) {
                answers[i] = Verdict(ACCEPTED, slot, proven);
            } catch (bytes memory data) {
                answers[i].code = data.length == 36 && bytes4(data) == Refused.selector ? uint16(uint8(data[35])) : BROKEN;
            }
        }
    }

    /// The messages of a believable update, in order.
    function messages(bytes calldata blob) external view returns (bytes[] memory found) {
        this.verify(blob);
        (, uint256 at) = _envelope(blob);
        found = new bytes[](uint8(blob[at]));
        at += 1;
        for (uint256 i = 0; i < found.length; i++) {
            uint256 length = uint16(bytes2(blob[at:at + 2]));
            found[i] = blob[at + 2:at + 2 + length];
            at += 2 + length;
            at += 1 + 20 * uint256(uint8(blob[at]));
        }
    }

    /// The slot of a believable update and the hash of its messages' hashes.
    function verify(bytes calldata blob) external view returns (uint64 slot, bytes32 proven) {
        (bytes calldata vaa, uint256 at) = _envelope(blob);
        bytes calldata payload = _attested(vaa);
        if (payload.length < 37 || bytes4(payload[0:4]) != "AUWV" || payload[4] != 0) {
            revert Refused(Reason.BAD_PAYLOAD);
        }
        slot = uint64(bytes8(payload[5:13]));
        proven = _proven(blob, at, bytes20(payload[17:37]));
    }

    /// The hash of the hashes of the messages that begin at a position; all are under the root, and nothing follows them.
    function _proven(bytes calldata blob, uint256 at, bytes20 root) private pure returns (bytes32) {
        uint256 count = uint8(_slice(blob, at, 1)[0]);
        at += 1;
        bytes memory hashes;
        for (uint256 i = 0; i < count; i++) {
            uint256 length = uint16(bytes2(_slice(blob, at, 2)));
            bytes calldata message = _slice(blob, at + 2, length);
            at += 2 + length;
            length = 20 * uint256(uint8(_slice(blob, at, 1)[0]));
            if (_rootOf(message, _slice(blob, at + 1, length)) != root) {
                revert Refused(Reason.MERKLE_PROOF_INVALID);
            }
            at += 1 + length;
            _checkMessage(message);
            hashes = bytes.concat(hashes, keccak256(message));
        }
        if (at != blob.length) {
            revert Refused(Reason.TRAILING_BYTES);
        }
        return keccak256(hashes);
    }

    function _envelope(bytes calldata blob) private pure returns (bytes calldata vaa, uint256 end) {
        if (bytes4(_slice(blob, 0, 4)) != "PNAU") {
            revert Refused(Reason.BAD_MAGIC);
        }
        if (_slice(blob, 4, 1)[0] != 0x01) {
            revert Refused(Reason.BAD_MAJOR_VERSION);
        }
        _slice(blob, 5, 1); // minor version: any
        uint256 header = uint8(_slice(blob, 6, 1)[0]);
        _slice(blob, 7, header);
        uint256 at = 7 + header;
        if (_slice(blob, at, 1)[0] != 0) {
            revert Refused(Reason.UNKNOWN_UPDATE_TYPE);
        }
        uint256 length = uint16(bytes2(_slice(blob, at + 1, 2)));
        return (_slice(blob, at + 3, length), at + 3 + length);
    }

    /// The payload of a VAA whose signatures all hold.
    function _attested(bytes calldata vaa) private view returns (bytes calldata payload) {
        if (_slice(vaa, 0, 1)[0] != 0x01) {
            revert Refused(Reason.BAD_VAA_VERSION);
        }
        uint32 index = uint32(bytes4(_slice(vaa, 1, 4)));
        uint256 count = uint8(_slice(vaa, 5, 1)[0]);
        bytes calldata signatures = _slice(vaa, 6, 66 * count);
        bytes calldata body = vaa[6 + 66 * count:];
        _slice(body, 0, 51); // timestamp, nonce, emitter, sequence, consistency level

        SignerSet storage set = _setOf(body, index);
        uint256 signers = set.signers.length;
        if (count < (set.majority ? signers / 2 + 1 : (signers * 10 / 3) * 2 / 10 + 1)) {
            revert Refused(Reason.NO_QUORUM);
        }
        bytes32 digest = keccak256(abi.encodePacked(keccak256(body)));
        for (uint256 i = 0; i < count; i++) {
            bytes calldata signature = signatures[66 * i:66 * (i + 1)];
            uint8 signer = uint8(signature[0]);
            if (i > 0 && signer <= uint8(signatures[66 * (i - 1)])) {
                revert Refused(Reason.SIGNATURE_INDEX_ORDER);
            }
            if (signer >= signers) {
                revert Refused(Reason.SIGNATURE_INDEX_RANGE);
            }
            uint8 recovery = uint8(signature[65]);
            address recovered = recovery > 1
                ? address(0)
                : ecrecover(digest, 27 + recovery, bytes32(signature[1:33]), bytes32(signature[33:65]));
            if (recovered == address(0) || recovered != set.signers[signer]) {
                revert Refused(Reason.INVALID_SIGNATURE);
            }
        }
        return body[51:];
    }

    function _setOf(bytes calldata body, uint32 index) private view returns (SignerSet storage set) {
        bytes32 emitter = keccak256(abi.encode(uint16(bytes2(body[8:10])), bytes32(body[10:42])));
        if (!_emitters[emitter]) {
            revert Refused(Reason.UNTRUSTED_EMITTER);
        }
        set = _sets[emitter][index];
        if (set.signers.length == 0) {
            revert Refused(Reason.UNKNOWN_GUARDIAN_SET);
        }
    }

    function _rootOf(bytes calldata message, bytes calldata proof) private pure returns (bytes20 node) {
        node = bytes20(keccak256(abi.encodePacked(uint8(0), message)));
        for (uint256 i = 0; i < proof.length; i += 20) {
            bytes20 sibling = bytes20(proof[i:i + 20]);
            node = bytes20(
                node <= sibling
                    ? keccak256(abi.encodePacked(uint8(1), node, sibling))
                    : keccak256(abi.encodePacked(uint8(1), sibling, node))
            );
        }
    }

    /// A proven message must be as long as its type needs; types that nobody knows are left alone.
    function _checkMessage(bytes calldata message) private pure {
        bool whole = message.length > 0;
        if (whole && message[0] == 0x00) {
            whole = message.length >= 85;
        } else if (whole && message[0] == 0x01) {
            whole = message.length >= 101;
        } else if (whole && message[0] == 0x02) {
            whole = message.length >= 11 && message.length >= 11 + 40 * uint256(uint16(bytes2(message[9:11])));
        }
        if (!whole) {
            revert Refused(Reason.BAD_MESSAGE);
        }
    }

    function _slice(bytes calldata data, uint256 from, uint256 length) private pure returns (bytes calldata) {
        if (from + length > data.length) {
            revert Refused(Reason.TRUNCATED);
        }
        return data[from:from + length];
    }
}
