package io.plimsoll.pyth.update;

/** How many signatures of a set of n are enough. */
public enum QuorumRule {
    /** Wormhole's guardians: more than two thirds, 13 of 19. */
    WORMHOLE {
        @Override
        public int quorum(int signers) {
            return signers * 10 / 3 * 2 / 10 + 1;
        }
    },
    /** Pyth Pro's routers: more than half, 3 of 5. */
    MAJORITY {
        @Override
        public int quorum(int signers) {
            return signers / 2 + 1;
        }
    };

    /** The least number of signatures. */
    public abstract int quorum(int signers);
}
