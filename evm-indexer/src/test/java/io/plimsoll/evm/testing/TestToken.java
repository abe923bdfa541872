package io.plimsoll.evm.testing;

import io.plimsoll.core.foundation.chain.Address;
import java.math.BigInteger;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint8;

/** An ERC-20 (OpenZeppelin's) that anybody can mint. */
public record TestToken(Contract contract) {
    public static TestToken deploy(AnvilNode node, NodeModules modules, Address from, String symbol, int decimals) {
        return new TestToken(modules.own("TestToken").deploy(node, from, new Utf8String(symbol), new Uint8(decimals)));
    }

    public Address address() {
        return contract.address();
    }

    public Receipt mint(Address owner, BigInteger amount) {
        return contract.send(owner, "mint", Abi.address(owner), new Uint256(amount));
    }

    /** Lets the spender take any amount of the owner's tokens. */
    public void approve(Address owner, Address spender) {
        contract.send(owner, "approve", Abi.address(spender), Abi.UINT256_MAX);
    }

    public BigInteger balanceOf(Address owner) {
        return contract.number("balanceOf", Abi.address(owner));
    }
}
