package io.plimsoll.evm.protocol.morpho;

import java.math.BigInteger;

/**
 * What all accounts of a market have together. Debts grow with time, but the contract books that only when somebody does something;
 * {@link #accrued} is what it would book.
 *
 * @param totalSupplyAssets lent, units of the loan token, a uint128
 * @param totalSupplyShares into which that is divided
 * @param totalBorrowAssets owed, units of the loan token
 * @param totalBorrowShares into which that is divided
 * @param lastUpdate Unix seconds up to which interest is booked
 * @param fee the protocol's share of the interest, WAD
 * @see <a href="https://github.com/morpho-org/morpho-blue/blob/main/src/Morpho.sol">Morpho: _accrueInterest</a>
 */
public record MorphoMarketState(
        BigInteger totalSupplyAssets,
        BigInteger totalSupplyShares,
        BigInteger totalBorrowAssets,
        BigInteger totalBorrowShares,
        long lastUpdate,
        BigInteger fee) {
    private static final BigInteger WAD = BigInteger.TEN.pow(18);
    private static final BigInteger VIRTUAL_ASSETS = BigInteger.ONE;
    private static final BigInteger VIRTUAL_SHARES = BigInteger.TEN.pow(6);

    public MorphoMarketState {
        requireUint128("total supply assets", totalSupplyAssets);
        requireUint128("total supply shares", totalSupplyShares);
        requireUint128("total borrow assets", totalBorrowAssets);
        requireUint128("total borrow shares", totalBorrowShares);
        requireUint128("fee", fee);
    }

    private static void requireUint128(String name, BigInteger value) {
        if (value.signum() < 0 || value.bitLength() > 128) {
            throw new IllegalArgumentException(name + " must be a uint128, got " + value);
        }
    }

    /**
     * The state that the contract would have if something were done at a time. Interest is B·(e^(r·t) − 1) by the first three terms of
     * the series, rounded down in each; the fee is new shares of the recipient.
     *
     * @param borrowRate r, of a second, WAD: what the interest rate model says of this state
     * @param time Unix seconds
     * @throws IllegalArgumentException if the time is before the last update, or the sums do not fit a uint128: the contract reverts then
     */
    public MorphoMarketState accrued(BigInteger borrowRate, long time) {
        if (time < lastUpdate) {
            throw new IllegalArgumentException("time " + time + " is before the last update " + lastUpdate);
        }
        BigInteger first = borrowRate.multiply(BigInteger.valueOf(time - lastUpdate));
        BigInteger second = first.multiply(first).divide(WAD.shiftLeft(1));
        BigInteger third = second.multiply(first).divide(WAD.multiply(BigInteger.valueOf(3)));
        BigInteger growth = first.add(second).add(third);
        BigInteger interest = totalBorrowAssets.multiply(growth).divide(WAD);
        BigInteger supplied = totalSupplyAssets.add(interest);
        BigInteger feeAssets = interest.multiply(fee).divide(WAD);
        BigInteger feeShares = feeAssets
                .multiply(totalSupplyShares.add(VIRTUAL_SHARES))
                .divide(supplied.subtract(feeAssets).add(VIRTUAL_ASSETS));
        return new MorphoMarketState(
                supplied,
                totalSupplyShares.add(feeShares),
                totalBorrowAssets.add(interest),
                totalBorrowShares,
                time,
                fee);
    }

    /** What shares of the supply can be withdrawn as, units of the loan token, rounded down. */
    public BigInteger suppliedAssets(BigInteger shares) {
        return shares.multiply(totalSupplyAssets.add(VIRTUAL_ASSETS)).divide(totalSupplyShares.add(VIRTUAL_SHARES));
    }

    /** What shares of the debt are to be repaid with, units of the loan token, rounded up. */
    public BigInteger borrowedAssets(BigInteger shares) {
        BigInteger divisor = totalBorrowShares.add(VIRTUAL_SHARES);
        return shares.multiply(totalBorrowAssets.add(VIRTUAL_ASSETS))
                .add(divisor.subtract(BigInteger.ONE))
                .divide(divisor);
    }
}
