package io.plimsoll.evm.protocol.aavev3;

import java.math.BigInteger;

/**
 * The terms of a reserve, as packed into one word. What a version does not have any more is 0 or false in it.
 *
 * @param word as stored
 * @see <a
 *     href="https://github.com/aave-dao/aave-v3-origin/blob/main/src/contracts/protocol/libraries/configuration/ReserveConfiguration.sol">ReserveConfiguration</a>
 */
public record AaveV3ReserveConfiguration(BigInteger word) {
    public AaveV3ReserveConfiguration {
        if (word.signum() < 0 || word.bitLength() > 256) {
            throw new IllegalArgumentException("a configuration is one word, got " + word);
        }
    }

    /** How much may be borrowed against it, basis points; 0: nothing. */
    public int ltv() {
        return number(0, 16);
    }

    /** How much debt it carries before it may be liquidated, basis points; 0: it is no collateral. */
    public int liquidationThreshold() {
        return number(16, 16);
    }

    /** What a liquidator gets for what he pays, basis points: 10500 is 5 % more. */
    public int liquidationBonus() {
        return number(32, 16);
    }

    /** Of the token. */
    public int decimals() {
        return number(48, 8);
    }

    /** Whether it may be used at all. */
    public boolean isActive() {
        return word.testBit(56);
    }

    /** Whether nothing may be added to positions. */
    public boolean isFrozen() {
        return word.testBit(57);
    }

    /** Whether it may be borrowed. */
    public boolean isBorrowingEnabled() {
        return word.testBit(58);
    }

    /** Whether it may be borrowed at a stable rate; until 3.1. */
    public boolean isStableBorrowingEnabled() {
        return word.testBit(59);
    }

    /** Whether nothing may be done, not even a liquidation. */
    public boolean isPaused() {
        return word.testBit(60);
    }

    /** Whether it may be borrowed against collateral in isolation; until 3.6. */
    public boolean isBorrowableInIsolation() {
        return word.testBit(61);
    }

    /** Whether who borrows it may borrow nothing else; until 3.6. */
    public boolean isSiloed() {
        return word.testBit(62);
    }

    /** Whether it may be lent within a transaction. */
    public boolean isFlashLoanEnabled() {
        return word.testBit(63);
    }

    /** The protocol's share of the interest, basis points. */
    public int reserveFactor() {
        return number(64, 16);
    }

    /** Largest debt of all accounts, whole tokens; 0: no cap. */
    public long borrowCap() {
        return wide(80, 36);
    }

    /** Largest supply of all accounts, whole tokens; 0: no cap. */
    public long supplyCap() {
        return wide(116, 36);
    }

    /** The protocol's share of the liquidation bonus, basis points. */
    public int liquidationProtocolFee() {
        return number(152, 16);
    }

    /** The only e-mode category that it is in, 0: none; until 3.1. Later ones have it in {@link AaveV3EModeCategory}. */
    public int eModeCategory() {
        return number(168, 8);
    }

    /** Largest debt against it as collateral in isolation, USD with 2 decimals; 0: it is not in isolation; until 3.6. */
    public long debtCeiling() {
        return wide(212, 40);
    }

    private int number(int from, int bits) {
        return (int) wide(from, bits);
    }

    private long wide(int from, int bits) {
        return word.shiftRight(from)
                .and(BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE))
                .longValueExact();
    }
}
