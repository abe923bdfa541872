package io.plimsoll.evm.protocol.aavev3;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.ChainId;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * A deployment in the state after one block.
 *
 * @param chain it is on
 * @param block after which all this is true
 * @param contracts of the deployment
 * @param revision what the pool calls itself; counted by each fork on its own, so that numbers of two forks cannot be compared
 * @param version what the pool can do
 * @param baseCurrencyUnit one unit of what prices and totals are in: 10⁸ where that is USD
 * @param reserves in the pool's order
 * @param eModeCategories ascending by id
 */
public record AaveV3Market(
        ChainId chain,
        BlockRef block,
        Contracts contracts,
        BigInteger revision,
        AaveV3Version version,
        BigInteger baseCurrencyUnit,
        List<AaveV3Reserve> reserves,
        List<AaveV3EModeCategory> eModeCategories) {

    /**
     * Who is who.
     *
     * @param provider knows all others
     * @param pool keeps the accounts
     * @param configurator changes terms
     * @param oracle tells prices
     */
    public record Contracts(Address provider, Address pool, Address configurator, Address oracle) {}

    public AaveV3Market {
        reserves = List.copyOf(reserves);
        eModeCategories = List.copyOf(eModeCategories);
    }

    /** The reserve of a token. */
    public Optional<AaveV3Reserve> reserve(Address asset) {
        return reserves.stream()
                .filter(reserve -> reserve.asset().equals(asset))
                .findFirst();
    }

    /** A category by its number. */
    public Optional<AaveV3EModeCategory> eModeCategory(int id) {
        return eModeCategories.stream().filter(category -> category.id() == id).findFirst();
    }
}
