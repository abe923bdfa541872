package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer to {@code spotMeta}.
 *
 * @param universe spot pairs; not in the order of their indexes
 * @param tokens that exist; not in the order of their indexes
 */
public record SpotMeta(List<Pair> universe, List<Token> tokens) {

    /**
     * A spot pair.
     *
     * @param tokens spot indexes of base and quote
     * @param name {@code PURR/USDC}, or {@code @} and the index
     * @param index of the pair; its asset id is 10 000 more
     * @param isCanonical listed by the venue itself
     */
    public record Pair(List<Integer> tokens, String name, int index, boolean isCanonical) {}

    /**
     * A token.
     *
     * @param name symbol; not unique
     * @param szDecimals decimals of a size
     * @param weiDecimals decimals of the smallest unit
     * @param index spot index
     * @param tokenId 16 bytes of hex, unique
     * @param isCanonical listed by the venue itself
     * @param evmContract its contract on HyperEVM, if linked
     * @param fullName for people
     * @param deployerTradingFeeShare part of trading fees that the deployer gets, 0 to 1
     */
    public record Token(
            String name,
            int szDecimals,
            int weiDecimals,
            int index,
            String tokenId,
            boolean isCanonical,
            @Nullable EvmContract evmContract,
            @Nullable String fullName,
            @Nullable BigDecimal deployerTradingFeeShare) {}

    /**
     * A contract on HyperEVM.
     *
     * @param address of the contract
     * @param evm_extra_wei_decimals decimals of the contract less {@code weiDecimals}; may be negative
     */
    public record EvmContract(String address, int evm_extra_wei_decimals) {}

    /** All pairs and tokens. Weight 20. */
    public static InfoRequest<SpotMeta> of() {
        return InfoRequest.of("spotMeta", 20, new TypeReference<SpotMeta>() {});
    }
}
