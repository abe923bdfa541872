package io.plimsoll.evm.hypercore.bridge;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.crypto.Eip55;
import io.plimsoll.evm.abi.AbiData;
import io.plimsoll.evm.hypercore.CoreUnits;
import java.math.BigInteger;
import java.util.List;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint32;

/**
 * The contract through which Circle's USDC goes from HyperEVM to HyperCore. It is not a token, though HyperCore's lists print it as USDC's
 * contract: <b>USDC that is transferred to it, or to USDC's system address, is lost</b>. The info request {@code usdcRouting} says whether
 * it is the way of the day.
 *
 * @param address of this contract
 * @param usdc Circle's token on the same chain
 * @see <a href="https://developers.circle.com/cctp/cctp-on-hypercore">CCTP on HyperCore</a>
 */
public record CoreDepositWallet(Address address, Address usdc) {
    /** Where deposits for Hyperliquid's own perp DEX go. */
    public static final long PERPS = 0;
    /** Where deposits for the spot side go. */
    public static final long SPOT = 0xffff_ffffL;

    private static final CoreDepositWallet MAINNET = new CoreDepositWallet(
            Eip55.parse("0x6B9E773128f453f5c2C60935Ee2DE2CBc5390A24"),
            Eip55.parse("0xb88339CB7199b77E23DB6E890353E22632Ba630f"));
    private static final CoreDepositWallet TESTNET = new CoreDepositWallet(
            Eip55.parse("0x0B80659a4076E9E93C7DbE0f10675A16a3e5C206"),
            Eip55.parse("0x2B3370eE501B4a559b57D449569354196457D8Ab"));

    /**
     * The one of a chain.
     *
     * @throws IllegalArgumentException if it is not HyperEVM or its testnet
     */
    public static CoreDepositWallet on(ChainId chain) {
        if (chain.equals(ChainId.HYPEREVM)) {
            return MAINNET;
        }
        if (chain.equals(ChainId.HYPEREVM_TESTNET)) {
            return TESTNET;
        }
        throw new IllegalArgumentException("HyperCore is behind chains 999 and 998, not " + chain);
    }

    /**
     * What to send, in this order, to have USDC on HyperCore: an approval of just this amount, then the deposit. Wait for the first before
     * you send the second.
     *
     * @param amount in 10^−6 USDC
     * @param dex index of a perp DEX ({@link #PERPS} is Hyperliquid's own), or {@link #SPOT}
     * @throws IllegalArgumentException if the amount is not positive or too large for HyperCore
     */
    public List<BridgeCall> deposit(BigInteger amount, long dex) {
        if (amount.signum() <= 0) {
            throw new IllegalArgumentException("amount must be positive, got " + amount);
        }
        CoreUnits.uint64("amount of a deposit on HyperCore", amount.multiply(BigInteger.valueOf(100)));
        if (dex < 0 || dex > SPOT) {
            throw new IllegalArgumentException("dex must be 0 to " + SPOT + ", got " + dex);
        }
        return List.of(
                new BridgeCall(
                        usdc,
                        BigInteger.ZERO,
                        AbiData.encode("approve", AbiData.argument(address), new Uint256(amount))),
                new BridgeCall(
                        address, BigInteger.ZERO, AbiData.encode("deposit", new Uint256(amount), new Uint32(dex))));
    }
}
