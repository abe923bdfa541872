package io.plimsoll.pyth.pro;

/**
 * Why an update may not be believed, in the order in which a {@link ProVerifier} checks; being cut off can show at any point. The
 * last three are of a {@link ProStream}, which looks at them before the signature, as they cost less.
 */
public enum ProReason {
    /** A payload is not written in the encoding that it claims. */
    BAD_ENCODING,
    /** A format that was asked for is not there. */
    MISSING_FORMAT,
    /** Ends in the middle of a field. */
    TRUNCATED,
    /** Begins with the magic of no format. */
    UNKNOWN_FORMAT,
    /** Of a format that is not signed, or of another than asked for. */
    UNSIGNED,
    /** An ECDSA signature with s in the upper half; the contract refuses it. */
    HIGH_S,
    /** A signature that no key can have made, or that is not that of the key beside it. */
    INVALID_SIGNATURE,
    /** Signed by somebody who is not trusted. */
    UNTRUSTED_SIGNER,
    /** Signed by somebody who was trusted until a time that is over. */
    EXPIRED_SIGNER,
    /** The signed bytes are no payload. */
    BAD_PAYLOAD_MAGIC,
    /** The payload has a property that is not known here; as its length is not known either, nothing can be read. */
    UNKNOWN_PROPERTY,
    /** Bytes after the last feed of the payload; Pyth's contract library refuses them. */
    TRAILING_BYTES,
    /** Two formats of one update say different things. */
    CONTRADICTION,
    /** Tells of feeds that were not asked for. */
    OTHER_FEEDS,
    /** Leaves out properties that were asked for: signed, but for another subscription. */
    OTHER_PROPERTIES,
    /** Claims to be from the future. */
    FROM_THE_FUTURE
}
