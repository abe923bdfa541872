package io.plimsoll.evm.hypercore.corewriter;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.LogRef;

/**
 * Somebody told HyperCore to do something. Whether HyperCore did is not in it: an action that it refuses leaves no trace on HyperEVM,
 * and orders and vault transfers wait a few seconds.
 *
 * @param user who: the contract or account that called CoreWriter
 * @param action what; {@link CoreAction.Unrecognised} if these bytes are no action that is known here
 */
public record RawAction(LogRef at, Address user, CoreAction action) implements ChainEvent {}
