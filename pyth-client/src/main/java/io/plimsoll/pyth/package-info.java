/**
 * Pyth for Java: start from {@link io.plimsoll.pyth.PythClient}, with a key or without one.
 *
 * <pre>{@code
 * PriceSource asked = PythClient.mainnet(key).prices();
 * PriceSource keyless = PythClient.onChain(chain, PythDeployments.HYPEREVM);
 * PriceSource both = Prices.firstOf(asked, keyless);
 * }</pre>
 *
 * <p>{@link io.plimsoll.pyth.update} decodes signed updates and checks every signature and proof on this machine; {@link
 * io.plimsoll.pyth.hermes}, {@link io.plimsoll.pyth.pro} and {@link io.plimsoll.pyth.onchain} are the wire layers of the Hermes
 * service, of Pyth Pro and of the contracts; {@link io.plimsoll.pyth.source} implements core's {@link
 * io.plimsoll.core.domain.price.PriceSource}. Nothing that a service says beside the signed bytes is believed.
 */
@NullMarked
package io.plimsoll.pyth;

import org.jspecify.annotations.NullMarked;
