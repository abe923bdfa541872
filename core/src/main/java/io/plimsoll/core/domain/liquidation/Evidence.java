package io.plimsoll.core.domain.liquidation;

/** A source that saw a liquidation. */
public enum Evidence {
    /** A fill of an account that was asked about, with the venue's note on it. */
    USER_FILL,
    /** A fill of a liquidator vault, with the venue's note on it. */
    VAULT_FILL,
    /** The venue's ledger of the liquidated account: the authority for its own liquidation. */
    LEDGER,
    /** The venue's event to the liquidated account; names account and notional, not the market. */
    USER_EVENT,
    /** A public trade with a liquidator vault in it; may as well be the vault's ordinary business. */
    PUBLIC_TRADE,
    /** A fill in the output of a node, which has all of them. */
    NODE_FILL,
    /** A ledger update in the output of a node. */
    NODE_LEDGER
}
