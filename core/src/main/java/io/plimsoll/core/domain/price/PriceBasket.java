package io.plimsoll.core.domain.price;

import java.util.List;
import java.util.Optional;

/**
 * Quantities of several assets priced in the same currency, such as the two sides of an LP token.
 *
 * @param holdings at least one for a price
 */
public record PriceBasket(List<Holding> holdings) {

    /**
     * A quantity of one asset.
     *
     * @param price of one unit
     * @param quantity signed; quantity · 10^quantityExpo units
     * @param quantityExpo such as −2
     */
    public record Holding(OraclePrice price, long quantity, int quantityExpo) {}

    public PriceBasket {
        holdings = List.copyOf(holdings);
    }

    /**
     * Σ price · quantity, each product scaled before they are added, with {@link OraclePrice}'s compatible rounding; as old
     * as its oldest price.
     *
     * @param exponent of the result
     * @return empty if there is nothing in the basket, or a part or the sum does not fit the exponent
     */
    public Optional<OraclePrice> price(int exponent) {
        Optional<OraclePrice> sum =
                holdings.stream().findFirst().map(first -> new OraclePrice(0, exponent, 0, first.price.publishTime()));
        for (Holding holding : holdings) {
            Optional<OraclePrice> part = holding.price
                    .times(holding.quantity, holding.quantityExpo)
                    .flatMap(price -> price.scaledTo(exponent));
            sum = sum.flatMap(before -> part.flatMap(before::plus));
        }
        return sum;
    }
}
