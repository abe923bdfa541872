package io.plimsoll.evm.protocol.aavev3;

/**
 * What a pool can do, as it shows by its functions: the number that it calls its revision is counted by each fork on its own. 3.5
 * has no function that 3.4 has not, and is taken for it; patch releases likewise. In the order of their release.
 *
 * @see <a href="https://github.com/aave-dao/aave-v3-origin/tree/main/docs">what changed in each version</a>
 */
public enum AaveV3Version {
    /** As released; stable debts, e-mode categories exclude each other. */
    V3_0,
    /** Virtual balances, grace periods after a pause. */
    V3_1,
    /** An asset may be in several e-mode categories; no stable debts any more. */
    V3_2,
    /** Debts without collateral are written off; how much one liquidation may repay depends on the whole account. */
    V3_3,
    /** Errors by name instead of number; nothing is minted unbacked any more. */
    V3_4,
    /** Categories decide alone what may be borrowed in them. */
    V3_6,
    /** Isolation by category instead of by asset. */
    V3_7;

    /** Whether it has what came with another one. */
    public boolean isAtLeast(AaveV3Version other) {
        return compareTo(other) >= 0;
    }
}
