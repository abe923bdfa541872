// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {TransferEmitter} from "./TransferStorm.sol";

/// Makes emitters of transfers, which emit in the block of their birth already.
contract EmitterFactory {
    event EmitterCreated(address indexed emitter, uint256 number);

    TransferEmitter[] public emitters;

    /// A new emitter, and its transfer n.
    function create(uint256 n) external {
        TransferEmitter emitter = new TransferEmitter();
        emit EmitterCreated(address(emitter), emitters.length);
        emitters.push(emitter);
        emitter.emitTransfer(n);
    }

    /// Transfer n of each emitter that there is.
    function emitAll(uint256 n) external {
        for (uint256 i = 0; i < emitters.length; i++) {
            emitters[i].emitTransfer(n);
        }
    }

    function count() external view returns (uint256) {
        return emitters.length;
    }
}
