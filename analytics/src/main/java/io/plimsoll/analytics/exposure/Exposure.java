package io.plimsoll.analytics.exposure;

import io.plimsoll.analytics.exposure.Underlyings.Underlying;
import io.plimsoll.analytics.lp.LpValuation;
import io.plimsoll.core.domain.account.AccountState;
import io.plimsoll.core.domain.market.Token;
import io.plimsoll.core.domain.position.LpHolding;
import io.plimsoll.core.domain.position.PerpPosition;
import io.plimsoll.core.domain.position.SpotBalance;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Delta: how many units of an asset an account is long (+) or short (−), over all the forms in which it holds it. A hedged
 * account has delta 0. In base units of the asset; USD delta = delta · price. Pure functions.
 */
public final class Exposure {
    /** The form in which an exposure is held. */
    public enum Kind {
        /** A perpetual position. */
        PERP,
        /** A spot balance. */
        SPOT,
        /** A liquidity position, what is owed to it included. */
        LP
    }

    /**
     * One part of an account's exposure.
     *
     * @param asset such as {@code HYPE}
     * @param kind how it is held
     * @param delta signed units of the asset
     */
    public record Leg(String asset, Kind kind, BigDecimal delta) {}

    private Exposure() {}

    /** The legs of an account: delta = size · units for a perp, total · units for a spot balance; quotes are left out. */
    public static List<Leg> legs(AccountState state, Underlyings underlyings) {
        List<Leg> legs = new ArrayList<>();
        for (PerpPosition perp : state.perps()) {
            Underlying underlying = underlyings.ofPerp(perp.coin());
            legs.add(new Leg(underlying.asset(), Kind.PERP, perp.size().multiply(underlying.units())));
        }
        for (SpotBalance balance : state.balances()) {
            underlyings
                    .ofSpot(balance.token())
                    .filter(underlying -> balance.total().signum() != 0)
                    .ifPresent(underlying -> legs.add(new Leg(
                            underlying.asset(), Kind.SPOT, balance.total().multiply(underlying.units()))));
        }
        return legs;
    }

    /**
     * The legs of liquidity positions: for each token that is not a quote, the amount in it and owed to it. An LP's delta in a
     * token is its amount of that token, see {@link LpValuation}.
     */
    public static List<Leg> lpLegs(List<LpHolding> holdings, Underlyings underlyings) {
        List<Leg> legs = new ArrayList<>();
        for (LpHolding holding : holdings) {
            LpValuation value = LpValuation.of(holding);
            Token token0 = holding.pool().token0();
            Token token1 = holding.pool().token1();
            underlyings
                    .ofToken(token0)
                    .ifPresent(underlying -> legs.add(new Leg(
                            underlying.asset(),
                            Kind.LP,
                            value.delta0(token0.decimals()).multiply(underlying.units()))));
            underlyings
                    .ofToken(token1)
                    .ifPresent(underlying -> legs.add(new Leg(
                            underlying.asset(),
                            Kind.LP,
                            value.delta1(token1.decimals()).multiply(underlying.units()))));
        }
        return legs;
    }

    /** Net delta by asset: Σ delta over the legs. Assets whose legs cancel are there with 0. */
    public static SortedMap<String, BigDecimal> netDelta(List<Leg> legs) {
        SortedMap<String, BigDecimal> net = new TreeMap<>();
        legs.forEach(leg -> net.merge(leg.asset(), leg.delta(), BigDecimal::add));
        return net;
    }
}
