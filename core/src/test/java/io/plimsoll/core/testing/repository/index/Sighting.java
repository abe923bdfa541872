package io.plimsoll.core.testing.repository.index;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.LogRef;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/**
 * An event of the tests' own kind, with a component of each sort that a table of events can have.
 *
 * @param text up to 40 characters
 */
public record Sighting(
        LogRef at,
        Address by,
        String text,
        BigInteger amount,
        BigDecimal weight,
        boolean confirmed,
        long count,
        Optional<BigInteger> reward)
        implements ChainEvent {}
