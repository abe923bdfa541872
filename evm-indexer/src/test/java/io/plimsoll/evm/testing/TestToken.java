package io.plimsoll.evm.testing;

import io.plimsoll.core.foundation.chain.Address;
import java.math.BigInteger;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint8;

/** An ERC-20 (OpenZeppelin's) that anybody can mint. */
record TestToken(Contract contract) {
    static TestToken deploy(AnvilNode node, NodeModules modules, Address from, String symbol, int decimals) {
        return new TestToken(modules.own("TestToken").deploy(node, from, new Utf8String(symbol), new Uint8(decimals)));
    }

    Address address() {
        return contract.address();
    }

    Receipt mint(Address owner, BigInteger amount) {
        return contract.send(owner, "mint", Abi.address(owner), new Uint256(amount));
    }

    /** Lets the spender take any amount of the owner's tokens. */
    void approve(Address owner, Address spender) {
        contract.send(owner, "approve", Abi.address(spender), Abi.UINT256_MAX);
    }

    BigInteger balanceOf(Address owner) {
        return contract.number("balanceOf", Abi.address(owner));
    }
}
