/**
 * The Hermes REST service, fields named as on the wire. Start from {@link io.plimsoll.pyth.hermes.HermesClient}.
 *
 * @see <a href="https://hermes.pyth.network/docs/">Hermes API</a>
 */
@NullMarked
package io.plimsoll.pyth.hermes;

import org.jspecify.annotations.NullMarked;
