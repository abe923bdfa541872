package io.plimsoll.evm.tx;

/** Why a transaction was not sent. Nothing of it is under way; asking again later is safe. */
public enum Refusal {
    /** It would fail, by a simulation or by the node that was to take it. */
    WOULD_REVERT,
    /** The account cannot pay for it. */
    INSUFFICIENT_FUNDS,
    /** Its gas costs more than the budget of the request. */
    OVER_BUDGET,
    /** Its gas costs more than the cap of the {@link FeePolicy}, or than what the node lets its users pay. */
    ABOVE_FEE_CAP,
    /** It takes more gas than a block has, or than one of HyperEVM's small blocks while the account uses those. */
    GAS_ABOVE_BLOCK,
    /** No offer within the limits was enough for the node. */
    UNDERPRICED,
    /** Transactions of the account wait that this lane has not sent: somebody else uses the key. */
    FOREIGN_TRANSACTION,
    /** The account's nonce kept moving, or endpoints do not agree on it. */
    NONCE_UNCLEAR,
    /** A transaction that was in a block is not in one any more, and has been sent again; or the endpoint lags. */
    EARLIER_UNSETTLED,
    /** The node does not take it as a transaction of this chain. */
    INVALID
}
