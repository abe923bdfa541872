package io.plimsoll.evm.testing;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Hex;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Type;

/**
 * A contract on a node, called by function name and ABI values, whose types make the signature.
 *
 * @param address where its code is
 */
public record Contract(AnvilNode node, Address address) {
    private static final int WORD = 32;

    /**
     * Sends a transaction and mines a block with it.
     *
     * @param from an unlocked account
     * @throws io.plimsoll.evm.rpc.JsonRpcException if it reverts
     */
    public Receipt send(Address from, String function, Type<?>... arguments) {
        return node.send(from, address, calldata(function, arguments));
    }

    /**
     * Calls a view function.
     *
     * @return the 32-byte words of the answer as unsigned numbers; for static return types these are the values in order
     * @throws io.plimsoll.evm.rpc.JsonRpcException if it reverts
     */
    public List<BigInteger> words(String function, Type<?>... arguments) {
        byte[] answer = Hex.decode(node.call(address, calldata(function, arguments)));
        List<BigInteger> words = new ArrayList<>();
        for (int start = 0; start + WORD <= answer.length; start += WORD) {
            words.add(new BigInteger(1, Arrays.copyOfRange(answer, start, start + WORD)));
        }
        return words;
    }

    /** Calls a view function that returns one unsigned number. */
    public BigInteger number(String function, Type<?>... arguments) {
        return words(function, arguments).get(0);
    }

    /** Calls a view function that returns an address. */
    public Address address(String function, Type<?>... arguments) {
        return new Address(String.format("%040x", number(function, arguments)));
    }

    /** The calldata of a call: selector and encoded arguments, as hex. */
    @SuppressWarnings("rawtypes")
    public static String calldata(String function, Type<?>... arguments) {
        return FunctionEncoder.encode(new Function(function, Arrays.<Type>asList(arguments), List.of()));
    }
}
