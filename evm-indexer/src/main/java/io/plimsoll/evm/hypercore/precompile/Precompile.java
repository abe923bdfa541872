package io.plimsoll.evm.hypercore.precompile;

import io.plimsoll.core.foundation.chain.Address;

/**
 * What HyperCore can be asked from the chain, in the order of the addresses. A call carries the ABI-encoded arguments without a
 * selector and costs 2000 + 65 × (bytes in + bytes out) gas; one that is refused burns all the gas that it was given.
 */
public enum Precompile {
    /** A perp position by an index of at most 16 bits; {@link #POSITION2} has no such limit. */
    POSITION(0x800),
    /** Balance of a token on the spot side. */
    SPOT_BALANCE(0x801),
    /** Share of a user in a vault. */
    USER_VAULT_EQUITY(0x802),
    /** What a user could withdraw from the perp side. */
    WITHDRAWABLE(0x803),
    /** Stakes of a user by validator. */
    DELEGATIONS(0x804),
    /** Stakes of a user in sum. */
    DELEGATOR_SUMMARY(0x805),
    /** Mark price of a perp. */
    MARK_PX(0x806),
    /** Oracle price of a perp. */
    ORACLE_PX(0x807),
    /** Price of a spot pair. */
    SPOT_PX(0x808),
    /** Number of HyperCore's block. */
    L1_BLOCK_NUMBER(0x809),
    /** What a perp is. */
    PERP_ASSET_INFO(0x80a),
    /** What a spot pair is. */
    SPOT_INFO(0x80b),
    /** What a token is. */
    TOKEN_INFO(0x80c),
    /** How much there is of a token. */
    TOKEN_SUPPLY(0x80d),
    /** Best bid and ask. */
    BBO(0x80e),
    /** Margin of a user on a perp DEX. */
    ACCOUNT_MARGIN_SUMMARY(0x80f),
    /** Whether an account was ever used on HyperCore. */
    CORE_USER_EXISTS(0x810),
    /** What a user has borrowed and supplied of a token. */
    BORROW_LEND_USER_STATE(0x811),
    /** What all have borrowed and supplied of a token. */
    BORROW_LEND_RESERVE_STATE(0x812),
    /** A perp position by any index, those of builders' DEXes included. */
    POSITION2(0x813),
    /**
     * What became of an outcome of a prediction market. <b>Unverified</b>: known from a third party's code only; its answer was never
     * seen, and that its argument is one word is all that is known of it.
     */
    OUTCOME_STATUS(0x814);

    private final int number;

    Precompile(int number) {
        this.number = number;
    }

    /** Where it is, on every chain that has HyperCore. */
    public Address address() {
        return Address.parse(String.format("0x%040x", number));
    }
}
