package io.plimsoll.core.domain.incident;

/** What kind of thing went wrong; each is found by a rule of its own. */
public enum IncidentType {
    /** One large liquidation. */
    LARGE_LIQUIDATION,
    /** Many or large liquidations of one account. */
    MASS_LIQUIDATION,
    /** Large liquidations within seconds, as after a loan that is paid back in the same transaction. */
    FLASH_LIQUIDATION,
    /** Liquidations in one market that push its price into the next ones. */
    CASCADE,
    /** Several liquidations of one account that look arranged. */
    COORDINATED_LIQUIDATION,
    /** The oracle is far from other venues. */
    ORACLE_DEVIATION,
    /** A vault lost much within a day. */
    VAULT_LOSS,
    /** A vault is far below its highest value. */
    VAULT_DRAWDOWN,
    /** A vault does what it never did. */
    VAULT_ANOMALY,
    /** A price moved much in one step. */
    PRICE_JUMP,
    /** One large trade. */
    LARGE_TRADE,
    /** Funding at a rate that cannot last. */
    EXTREME_FUNDING,
    /** Somebody took what is not theirs, as a source says. */
    EXPLOIT
}
