package io.plimsoll.evm.hypercore.precompile;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.evm.hypercore.CoreUnits;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * What a token of the spot side is.
 *
 * @param spots indexes of the pairs it is in
 * @param deployerTradingFeeShare the deployer's part of the fees, as the chain has it: no scale is documented
 * @param deployer who created it; {@link Address#ZERO} for the first ones
 * @param evmContract what it is linked to on HyperEVM. <b>For USDC (token 0) this is the CoreDepositWallet, not an ERC-20</b>, and HYPE
 *     has none as it is the native currency
 * @param szDecimals decimals of its sizes on order books
 * @param weiDecimals decimals of its balances on HyperCore
 * @param evmExtraWeiDecimals how many more decimals the contract has than {@code weiDecimals}; may be negative
 */
public record TokenInfo(
        String name,
        List<Long> spots,
        BigInteger deployerTradingFeeShare,
        Address deployer,
        Optional<Address> evmContract,
        int szDecimals,
        int weiDecimals,
        int evmExtraWeiDecimals) {
    public TokenInfo {
        spots = List.copyOf(spots);
    }

    /** Decimals of its amounts on HyperEVM. */
    public int evmDecimals() {
        return weiDecimals + evmExtraWeiDecimals;
    }

    /** The price of a spot pair that this is the base of, in the quote token. */
    public BigDecimal price(BigInteger raw) {
        return CoreUnits.spotPrice(raw, szDecimals);
    }

    /** An amount on HyperCore, in tokens. */
    public BigDecimal amount(BigInteger wei) {
        return CoreUnits.scaled(wei, weiDecimals);
    }
}
