package io.plimsoll.evm.hypercore.precompile;

import java.math.BigInteger;

/**
 * What all have borrowed and supplied of a token. Rates and ratios are in basis points (10,000 = 100 %); for the amounts and the price
 * Hyperliquid names no scale, so they are left as they are.
 *
 * @param borrowYearlyRateBps interest of a year on what is owed
 * @param supplyYearlyRateBps interest of a year on what is lent
 * @param balance what can be borrowed
 * @param utilizationBps borrowed / supplied
 * @param oraclePx price of the token
 * @param ltvBps how much can be borrowed against the token
 * @param totalSupplied with interest
 * @param totalBorrowed with interest
 */
public record BorrowLendReserveState(
        long borrowYearlyRateBps,
        long supplyYearlyRateBps,
        BigInteger balance,
        long utilizationBps,
        BigInteger oraclePx,
        long ltvBps,
        BigInteger totalSupplied,
        BigInteger totalBorrowed) {}
