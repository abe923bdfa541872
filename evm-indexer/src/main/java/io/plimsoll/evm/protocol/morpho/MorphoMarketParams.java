package io.plimsoll.evm.protocol.morpho;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.crypto.Keccak256;
import io.plimsoll.evm.abi.AbiData;
import java.math.BigInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.web3j.abi.datatypes.StaticStruct;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Uint256;

/**
 * What a market is: it never changes, and gives the market its id.
 *
 * @param loanToken that is lent and borrowed
 * @param collateralToken that stands for debts
 * @param oracle tells what one token is worth in the other
 * @param irm the interest rate follows from; zero: there is no interest
 * @param lltv up to which share of the collateral's worth an account may owe, WAD
 * @see <a href="https://github.com/morpho-org/morpho-blue/blob/main/src/interfaces/IMorpho.sol">IMorpho: MarketParams</a>
 */
public record MorphoMarketParams(
        Address loanToken, Address collateralToken, Address oracle, Address irm, BigInteger lltv) {
    public MorphoMarketParams {
        if (lltv.signum() < 0 || lltv.bitLength() > 256) {
            throw new IllegalArgumentException("lltv must be a uint256, got " + lltv);
        }
    }

    /** Keccak-256 of the five encoded words. */
    public Bytes32 id() {
        String words = Stream.of(loanToken, collateralToken, oracle, irm)
                        .map(address -> "0".repeat(24) + address.hex().substring(2))
                        .collect(Collectors.joining())
                + String.format("%064x", lltv);
        return Bytes32.of(Keccak256.hash(Hex.decode("0x" + words)));
    }

    static MorphoMarketParams of(AbiData words) {
        return new MorphoMarketParams(
                words.address(0), words.address(1), words.address(2), words.address(3), words.unsigned(4));
    }

    /** As an argument of a call. */
    Type<?> argument() {
        return new StaticStruct(
                AbiData.argument(loanToken),
                AbiData.argument(collateralToken),
                AbiData.argument(oracle),
                AbiData.argument(irm),
                new Uint256(lltv));
    }
}
