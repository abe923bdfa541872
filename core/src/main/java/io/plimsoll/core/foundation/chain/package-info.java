/**
 * Words every chain shares: {@link io.plimsoll.core.foundation.chain.Address}, {@link
 * io.plimsoll.core.foundation.chain.Bytes32}, {@link io.plimsoll.core.foundation.chain.Hex}.
 *
 * <p>Plain values without cryptography: nothing here needs BouncyCastle on the class path. Checksummed address text is in
 * {@link io.plimsoll.core.foundation.crypto.Eip55}.
 */
@NullMarked
package io.plimsoll.core.foundation.chain;

import org.jspecify.annotations.NullMarked;
