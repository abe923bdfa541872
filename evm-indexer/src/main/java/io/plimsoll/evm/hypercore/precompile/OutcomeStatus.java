package io.plimsoll.evm.hypercore.precompile;

import io.plimsoll.evm.hypercore.CoreUnits;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What became of an outcome of a prediction market. <b>Unverified</b>: the fields are those of a third party's code; no answer of the
 * chain was ever seen. Do not decide on it without a look at the info endpoint.
 *
 * @param status 0 never existed, 1 active, 2 settled, 3 settled and forgotten; others may come
 * @param settledValue in 10^−8; of use only once settled
 * @param question that the outcome belongs to; 2^32 − 1 if it stands alone
 */
public record OutcomeStatus(int status, BigInteger settledValue, long question) {
    /** The status of an outcome that is settled and not yet forgotten. */
    public static final int SETTLED = 2;

    private static final int SETTLED_DECIMALS = 8;
    private static final long NO_QUESTION = 0xffff_ffffL;

    /** What it pays, 0 to 1; empty unless settled. */
    public Optional<BigDecimal> settlement() {
        return status == SETTLED ? Optional.of(CoreUnits.scaled(settledValue, SETTLED_DECIMALS)) : Optional.empty();
    }

    /** The question that it belongs to; empty if it stands alone. */
    public OptionalLong findQuestion() {
        return question == NO_QUESTION ? OptionalLong.empty() : OptionalLong.of(question);
    }
}
