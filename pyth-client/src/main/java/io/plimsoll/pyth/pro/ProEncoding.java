package io.plimsoll.pyth.pro;

import java.util.Arrays;
import java.util.Optional;

/** How messages are written in JSON. */
public enum ProEncoding {
    /** A third longer than the bytes. */
    BASE64("base64"),
    /** Twice as long as the bytes. */
    HEX("hex");

    private final String wireName;

    ProEncoding(String wireName) {
        this.wireName = wireName;
    }

    /** Its name in requests and updates. */
    public String wireName() {
        return wireName;
    }

    /** The encoding of a name; empty for one that is not known here. */
    public static Optional<ProEncoding> of(String wireName) {
        return Arrays.stream(values())
                .filter(encoding -> encoding.wireName.equals(wireName))
                .findFirst();
    }
}
