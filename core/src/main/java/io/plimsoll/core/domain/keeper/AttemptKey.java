package io.plimsoll.core.domain.keeper;

import io.plimsoll.core.domain.market.MarketId;
import io.plimsoll.core.domain.position.PositionVersion;
import io.plimsoll.core.foundation.chain.Address;

/**
 * What may be liquidated once: a position as one event has left it. Whatever touches it, a liquidation too, makes another
 * version, and so does a reorganisation.
 *
 * @param market the position is in
 * @param account whose it is
 * @param version the event that last touched it
 */
public record AttemptKey(MarketId market, Address account, PositionVersion version) {
    /** For people: {@code 999/aave-v3/0x… of 0x… at 0x…#12}. */
    @Override
    public String toString() {
        return market + " of " + account + " at " + version;
    }
}
