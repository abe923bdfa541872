package io.plimsoll.pyth.testing;

/** Ways in which a host of {@link FakePro} lets its clients down while it goes on sending updates. */
public enum ProFault {
    /** Every update comes twice. */
    DUPLICATED,
    /** Updates change places in pairs. */
    OUT_OF_ORDER,
    /** A byte of each signature is another. */
    WRONG_SIGNATURE,
    /** Messages are signed with another key. */
    WRONG_SIGNER,
    /** Prices in the messages are changed after they were signed. */
    TAMPERED,
    /** The parsed part says another price than the messages. */
    LYING_PARSED,
    /** The messages are left out. */
    UNSIGNED,
    /** Frames are cut in half. */
    TRUNCATED_JSON,
    /** Messages are in another encoding than they claim. */
    BAD_ENCODING
}
