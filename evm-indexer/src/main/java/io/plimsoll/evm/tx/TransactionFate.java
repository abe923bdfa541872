package io.plimsoll.evm.tx;

/** What has become of transactions of which at most one can be mined, as they share sender and nonce. */
public sealed interface TransactionFate {
    /**
     * A block of the present chain holds one of them.
     *
     * @param receipt of that one
     * @param confirmations blocks from that one to the head, both counted; 1 is the head itself
     */
    record Included(TransactionReceipt receipt, long confirmations) implements TransactionFate {}

    /**
     * None is in a block and their nonce is free: each may still be mined, also one that a node has forgotten.
     *
     * @param nextNonce of the sender on the chain; not above theirs
     */
    record Open(long nextNonce) implements TransactionFate {}

    /**
     * The chain has used their nonce and shows none of them. One look is no proof, as an endpoint may know the nonce before the
     * receipt: look again before acting on it.
     *
     * @param nextNonce of the sender on the chain; above theirs
     */
    record Overtaken(long nextNonce) implements TransactionFate {}
}
