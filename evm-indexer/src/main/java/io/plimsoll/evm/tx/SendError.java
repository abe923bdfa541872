package io.plimsoll.evm.tx;

import io.plimsoll.evm.rpc.JsonRpcException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a node means when it does not take a transaction. Nodes agree on neither codes nor words; these are the words of geth, reth,
 * erigon, nethermind, besu, openethereum, arbitrum and anvil.
 *
 * @see <a href="https://github.com/ethereum/go-ethereum/blob/master/core/txpool/errors.go">geth: errors of the pool</a>
 * @see <a href="https://github.com/ethereum/go-ethereum/blob/master/core/error.go">geth: errors of a transaction</a>
 */
public enum SendError {
    /** It has this very transaction: as good as taken. */
    ALREADY_KNOWN(
            "already known",
            "known transaction",
            "already imported",
            "alreadyknown",
            "already in (the )?mempool",
            "tx already in mempool",
            "existing tx with same hash",
            "transaction already exists"),
    /** Another transaction waits with this nonce, and offers too much to be replaced for this. */
    REPLACEMENT_UNDERPRICED(
            "replacement transaction underpriced",
            "replacement fee too low",
            "replacementnotallowed",
            "replacement not allowed",
            "could not replace existing tx",
            "another transaction with same nonce",
            "future transaction tries to replace pending",
            "gas price .* is too low to replace"),
    /** A block has a transaction with this nonce. */
    NONCE_TOO_LOW(
            "nonce too low",
            "nonce is too low",
            "oldnonce",
            "old nonce",
            "nonce_too_low",
            "nonce below current",
            "invalid transaction nonce"),
    /** There is a gap before this nonce that the node does not accept. */
    NONCE_TOO_HIGH(
            "nonce too high",
            "nonce is too high",
            "noncegap",
            "nonce gap",
            "nonce_too_high",
            "nonce too distant",
            "nonce too far",
            "nonce_too_far"),
    /** The fees are below the base fee or below what the node takes at all. */
    UNDERPRICED(
            "transaction underpriced",
            "less than block base fee",
            "lower than the (current |minimum |next )?base ?fee",
            "below (the )?(current |minimum |next )?base ?fee",
            "fee ?too ?low",
            "gas price (is )?(too low|below)",
            "gas price supplied is too low",
            "gastippercap|gas tip cap .* minimum needed",
            "tip too low",
            "feetoolow",
            "underpriced"),
    /** The account cannot pay value and gas limit × maximum fee. */
    INSUFFICIENT_FUNDS(
            "insufficient ?funds",
            "insufficient ?balance",
            "not enough funds",
            "upfront cost exceeds account balance",
            "upfront_cost_exceeds_balance",
            "sender doesn't have enough funds",
            "doesn't have enough ether"),
    /** The gas limit does not even pay for the data. */
    GAS_TOO_LOW(
            "intrinsic gas", "intrinsic_gas", "gas ?limit ?too ?low", "transaction gas is too low", "floor data gas"),
    /** The gas limit is above what a block or the node allows. */
    GAS_ABOVE_LIMIT(
            "exceeds block gas limit",
            "exceeds the block gas limit",
            "gas limit exceeded",
            "gas limit is too high",
            "gas ?limit ?too ?high",
            "gaslimitexceeded",
            "exceeds_block_gas_limit",
            "gas required exceeds allowance",
            "exceeds current gas limit",
            "exceeds transaction gas",
            "exceeds max gas"),
    /** The fee is above what the node lets its users pay. */
    FEE_ABOVE_CAP("exceeds the configured cap", "fee too high", "tx fee cap", "fee_cap"),
    /** The node tried it and it failed. */
    REVERTED(
            "revert",
            "always failing transaction",
            "vm exception",
            "vm execution error",
            "invalid opcode",
            "out ?of ?gas"),
    /** The node has no room at present, or wants to be asked less. */
    BUSY(
            "txpool is full",
            "tx pool is full",
            "mempool is full",
            "txpool overflow",
            "pool is full",
            "too many transactions",
            "temporarily banned",
            "rate limit",
            "too many requests",
            "limit exceeded",
            "timeout",
            "timed out"),
    /** It is no transaction for this chain: another chain's, damaged, of a type that it does not take. */
    INVALID(
            "invalid sender",
            "invalid signature",
            "invalid chain ?id",
            "wrong chain",
            "chain ?id mismatch",
            "\\brlp",
            "transaction type not supported",
            "unsupported transaction type",
            "oversized data",
            "transaction too large",
            "max initcode size exceeded",
            "not a valid transaction",
            "failed to decode"),
    /** Words that are not in this list: nobody knows whether it was taken. */
    UNKNOWN("$.");

    private static final int REVERT_CODE = 3;

    /** What any node would answer too, whoever was asked first: such a transaction has not left. */
    private static final Set<SendError> EVERYWHERE =
            EnumSet.of(INSUFFICIENT_FUNDS, GAS_TOO_LOW, GAS_ABOVE_LIMIT, FEE_ABOVE_CAP, REVERTED, INVALID);

    private final Pattern words;

    SendError(String first, String... others) {
        this.words = Pattern.compile(
                first + Stream.of(others).map(other -> "|" + other).collect(Collectors.joining()));
    }

    /** What this error object means; codes do not count, except that of a revert. */
    public static SendError of(JsonRpcException error) {
        if (error.code() == REVERT_CODE) {
            return REVERTED;
        }
        // the name of the endpoint stands before it, and may be any word
        String message = String.valueOf(error.getMessage());
        String introduction = "failed with " + error.code() + ": ";
        return of(message.substring(Math.max(0, message.indexOf(introduction))));
    }

    /** What this message means, in either case. The first member in their order that has such words. */
    public static SendError of(String message) {
        String words = message.toLowerCase(Locale.ROOT);
        for (SendError error : values()) {
            if (error.words.matcher(words).find()) {
                return error;
            }
        }
        return UNKNOWN;
    }

    /** Whether it is certain that no node has taken the transaction. */
    boolean certainlyRefused() {
        return EVERYWHERE.contains(this);
    }
}
