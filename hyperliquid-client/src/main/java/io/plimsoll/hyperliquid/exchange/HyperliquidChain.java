package io.plimsoll.hyperliquid.exchange;

/** Which of the venue's networks an action is for; a signature for one is worth nothing on the other. */
public enum HyperliquidChain {
    MAINNET("Mainnet"),
    TESTNET("Testnet");

    private final String word;

    HyperliquidChain(String word) {
        this.word = word;
    }

    /** The word in user-signed actions. */
    public String word() {
        return word;
    }

    /** Whether it is the one with real money. */
    public boolean mainnet() {
        return this == MAINNET;
    }
}
