/**
 * Pyth for Java: start from {@link io.plimsoll.pyth.PythClient}.
 *
 * <p>{@link io.plimsoll.pyth.update} decodes signed updates and checks every signature and proof on this machine; {@link
 * io.plimsoll.pyth.hermes} is the wire layer of the Hermes service; {@link io.plimsoll.pyth.source} implements core's
 * {@link io.plimsoll.core.domain.price.PriceSource}. Nothing that Hermes says beside the signed bytes is believed.
 */
@NullMarked
package io.plimsoll.pyth;

import org.jspecify.annotations.NullMarked;
