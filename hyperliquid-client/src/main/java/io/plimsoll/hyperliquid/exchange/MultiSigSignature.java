package io.plimsoll.hyperliquid.exchange;

import io.plimsoll.core.foundation.crypto.Signature;
import io.plimsoll.hyperliquid.internal.ActionHash;

/**
 * The signature of one of the keys of a multi-sig account. Unlike the signature of an envelope it is hashed itself, and the
 * venue hashes it without leading zeros.
 *
 * @param r hexadecimal without leading zeros
 * @param s hexadecimal without leading zeros
 * @param v 27 or 28
 */
public record MultiSigSignature(String r, String s, int v) {
    /** A signature in that form. */
    public static MultiSigSignature of(Signature signature) {
        return new MultiSigSignature(
                ActionHash.trimmed(signature.rHex()), ActionHash.trimmed(signature.sHex()), signature.v());
    }

    /** Says that it is a signature and hides its value. */
    @Override
    public String toString() {
        return "MultiSigSignature[hidden]";
    }
}
