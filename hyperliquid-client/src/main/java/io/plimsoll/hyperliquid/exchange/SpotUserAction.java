package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * Opts out of having spot dust sold, or in again.
 *
 * @param toggleSpotDusting the choice
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("spotUser")
public record SpotUserAction(ToggleSpotDusting toggleSpotDusting) implements L1Action<Accepted> {
    /**
     * The choice.
     *
     * @param optOut true keeps dust
     */
    public record ToggleSpotDusting(boolean optOut) {}

    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }
}
