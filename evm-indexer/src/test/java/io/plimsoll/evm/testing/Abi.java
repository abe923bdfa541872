package io.plimsoll.evm.testing;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.crypto.Keccak256;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Uint256;

/** Our words as ABI values. */
public final class Abi {
    /** The largest {@code uint256}. */
    public static final Uint256 UINT256_MAX =
            new Uint256(BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE));

    private Abi() {}

    public static Type<?> address(Address address) {
        return new org.web3j.abi.datatypes.Address(address.hex());
    }

    public static Type<?> addresses(List<Address> addresses) {
        return new DynamicArray<>(
                org.web3j.abi.datatypes.Address.class,
                addresses.stream()
                        .map(address -> new org.web3j.abi.datatypes.Address(address.hex()))
                        .toList());
    }

    public static Uint256 uint256(long value) {
        return new Uint256(BigInteger.valueOf(value));
    }

    /** The first topic of an event, from a signature such as {@code Transfer(address,address,uint256)}. */
    public static Bytes32 topic(String signature) {
        return Bytes32.of(Keccak256.hash(signature.getBytes(StandardCharsets.US_ASCII)));
    }
}
