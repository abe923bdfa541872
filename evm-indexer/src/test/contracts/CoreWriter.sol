// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

/// HyperCore's inbox with the interface of the system contract at 0x3333333333333333333333333333333333333333: says who sent what.
/// Written from that interface, for tests.
contract CoreWriter {
    event RawAction(address indexed user, bytes data);

    function sendRawAction(bytes calldata data) external {
        emit RawAction(msg.sender, data);
    }
}

/// HYPE's way out, with the interface of the system contract at 0x2222222222222222222222222222222222222222.
contract HypeSystem {
    event Received(address indexed user, uint256 amount);

    receive() external payable {
        emit Received(msg.sender, msg.value);
    }
}
