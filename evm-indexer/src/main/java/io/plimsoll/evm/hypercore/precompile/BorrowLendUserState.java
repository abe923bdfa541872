package io.plimsoll.evm.hypercore.precompile;

import java.math.BigInteger;

/**
 * What a user has borrowed and supplied of a token. The chain refuses the question for a user who never did either.
 *
 * @param borrow what is owed
 * @param supply what is lent
 */
public record BorrowLendUserState(BasisAndValue borrow, BasisAndValue supply) {
    /**
     * One side, as the chain has it: Hyperliquid names no scale.
     *
     * @param basis without interest
     * @param value with it
     */
    public record BasisAndValue(BigInteger basis, BigInteger value) {}
}
