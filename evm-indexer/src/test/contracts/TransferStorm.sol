// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// Says that tokens were transferred, without any balance: all of transfer n follows from n.
contract TransferEmitter {
    event Transfer(address indexed from, address indexed to, uint256 value);
    event Approval(address indexed owner, address indexed spender, uint256 value);

    function emitTransfer(uint256 n) external {
        emit Transfer(address(uint160(0x1000 + n % 997)), address(uint160(0x2000 + n % 10007)), (n << 200) + n);
    }

    /// Three logs that are no transfer of a token: another event, an NFT's transfer, and one of a strange shape.
    function emitNoise(uint256 n) external {
        emit Approval(address(uint160(n)), address(this), n);
        bytes32 topic = Transfer.selector;
        assembly {
            log4(0, 0, topic, n, n, n)
            log1(0, 0, topic)
        }
    }
}

/// Has emitters take turns in one transaction: of each ten transfers six are of the first, three of the second, one of the third.
contract TransferStorm {
    TransferEmitter[3] public emitters;

    constructor() {
        for (uint256 i = 0; i < 3; i++) {
            emitters[i] = new TransferEmitter();
        }
    }

    /// Transfers first ≤ n < first + count; before each 64th its emitter makes noise.
    function storm(uint256 first, uint256 count) external {
        for (uint256 n = first; n < first + count; n++) {
            uint256 turn = n % 10;
            TransferEmitter emitter = emitters[turn < 6 ? 0 : turn < 9 ? 1 : 2];
            if (n % 64 == 0) {
                emitter.emitNoise(n);
            }
            emitter.emitTransfer(n);
        }
    }
}
