package io.plimsoll.hyperliquid.exchange;

/**
 * The venue has done it and has nothing more to say.
 *
 * @param type what the answer calls itself: {@code default}, mostly
 * @param data whatever else it says, as JSON; empty if nothing
 */
public record Accepted(String type, String data) {}
