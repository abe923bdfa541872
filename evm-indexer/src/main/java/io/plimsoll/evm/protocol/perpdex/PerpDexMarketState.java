package io.plimsoll.evm.protocol.perpdex;

import io.plimsoll.core.domain.market.PerpDexMarket;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.math.BigDecimal;

/**
 * What the contract says of a market, in the state after one block.
 *
 * @param id in the contract
 * @param market in the words of all protocols
 * @param price USD of one unit of the base; 0 before the first
 * @param fundingIndex what one USD of a long has paid since the market began, when the present rate was set; negative: received
 */
public record PerpDexMarketState(Bytes32 id, PerpDexMarket market, BigDecimal price, BigDecimal fundingIndex) {}
