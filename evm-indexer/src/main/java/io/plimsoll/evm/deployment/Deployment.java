package io.plimsoll.evm.deployment;

import io.plimsoll.core.foundation.chain.Address;
import java.util.OptionalLong;

/**
 * A contract that is believed to be at an address.
 *
 * @param address where
 * @param confidence how sure
 * @param firstBlock at which it was created or its users begin to index it, if known: where an index begins
 */
public record Deployment(Address address, Confidence confidence, OptionalLong firstBlock) {}
