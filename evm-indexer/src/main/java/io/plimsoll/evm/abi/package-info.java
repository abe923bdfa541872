/**
 * What contracts say and are told, in the encoding of their ABI: {@link io.plimsoll.evm.abi.EventShape} understands logs by the
 * declaration of their event and is where a decoder of one's own begins; {@link io.plimsoll.evm.abi.AbiData} reads what a call
 * answered.
 */
@NullMarked
package io.plimsoll.evm.abi;

import org.jspecify.annotations.NullMarked;
