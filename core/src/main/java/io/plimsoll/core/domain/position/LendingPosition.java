package io.plimsoll.core.domain.position;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import java.math.BigInteger;

/**
 * What an account has lent and borrowed of one token in one lending market. Amounts are raw token units, interest included. What
 * they are worth, and how healthy the account is, depends on prices and is not kept here.
 *
 * @param chainId chain of the market
 * @param protocol the contract that holds it, such as Aave's pool
 * @param market what that contract tells its markets apart by, such as Morpho's market id in hex; empty where the contract is one
 *     market. At most 66 characters
 * @param token that is lent and borrowed
 * @param supplied to the market, a uint256
 * @param borrowed from it, a uint256
 * @param collateral whether what is supplied stands for the account's debts
 */
public record LendingPosition(
        ChainId chainId,
        Address protocol,
        String market,
        Address token,
        BigInteger supplied,
        BigInteger borrowed,
        boolean collateral)
        implements Position {

    /**
     * What tells a position from all others of its account.
     *
     * @param chainId chain of the market
     * @param protocol the contract that holds it
     * @param market within the contract
     * @param token that is lent and borrowed
     */
    public record Key(ChainId chainId, Address protocol, String market, Address token) {
        /** {@code chain/protocol/market/token}. */
        @Override
        public String toString() {
            return chainId + "/" + protocol + "/" + market + "/" + token;
        }
    }

    public LendingPosition {
        requireUnsigned("supplied", supplied);
        requireUnsigned("borrowed", borrowed);
    }

    private static void requireUnsigned(String name, BigInteger value) {
        if (value.signum() < 0 || value.bitLength() > 256) {
            throw new IllegalArgumentException(name + " must be a uint256, got " + value);
        }
    }

    /** What tells this position from all others of its account. */
    public Key key() {
        return new Key(chainId, protocol, market, token);
    }
}
