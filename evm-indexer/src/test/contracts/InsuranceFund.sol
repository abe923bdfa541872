// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

/// A contract that the library knows nothing of: it pays for losses, and says so.
contract InsuranceFund {
    event Covered(address indexed account, bytes32 indexed market, uint256 loss, uint256 paid, string reason);
    event Refilled(address indexed payer, uint256 amount);

    uint256 public balance;

    function refill(uint256 amount) external {
        balance += amount;
        emit Refilled(msg.sender, amount);
    }

    /// Pays as much as there is.
    function cover(address account, bytes32 market, uint256 loss, string calldata reason) external {
        uint256 paid = loss < balance ? loss : balance;
        balance -= paid;
        emit Covered(account, market, loss, paid, reason);
    }
}
