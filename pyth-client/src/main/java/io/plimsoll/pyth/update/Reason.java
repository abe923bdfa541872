package io.plimsoll.pyth.update;

/** Why an update may not be believed, in the order in which it is checked; being cut off can show at any point. */
public enum Reason {
    /** Ends in the middle of a field. */
    TRUNCATED,
    /** Does not begin with {@code PNAU}. */
    BAD_MAGIC,
    /** A major version of the envelope other than 1. */
    BAD_MAJOR_VERSION,
    /** An update type other than 0, Wormhole Merkle. */
    UNKNOWN_UPDATE_TYPE,
    /** A VAA version other than 1. */
    BAD_VAA_VERSION,
    /** Emitted by nobody in the trusted networks. */
    UNTRUSTED_EMITTER,
    /** Signed by a signer set that the trusted network does not have. */
    UNKNOWN_GUARDIAN_SET,
    /** Signed by a set that was followed by another and whose time is over. */
    EXPIRED_GUARDIAN_SET,
    /** Fewer signatures than the set's quorum. */
    NO_QUORUM,
    /** Signer indexes are not strictly ascending. */
    SIGNATURE_INDEX_ORDER,
    /** A signer index beyond the set. */
    SIGNATURE_INDEX_RANGE,
    /** A signature that is not its signer's over this body. One is enough: all that are given must be right. */
    INVALID_SIGNATURE,
    /** The signed payload is not what is asked for: a Merkle root of Pyth's, a batch, an upgrade of the signer set. */
    BAD_PAYLOAD,
    /** An upgrade of the signer set to another than the next one, which would skip or repeat a rotation. */
    NOT_THE_NEXT_SET,
    /** A message that the signed root does not contain. */
    MERKLE_PROOF_INVALID,
    /** A proven message that is shorter than its type needs. */
    BAD_MESSAGE,
    /** Bytes after the last message; the contract refuses them. */
    TRAILING_BYTES
}
