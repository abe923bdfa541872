package io.plimsoll.core.testing.repository.token;

import io.plimsoll.core.domain.market.Token;
import io.plimsoll.core.domain.token.TokenId;
import io.plimsoll.core.domain.token.TokenPayment;
import io.plimsoll.core.domain.token.TokenTransfer;
import io.plimsoll.core.domain.token.TrackedToken;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.LogRef;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

/** Tokens and what happens to them, for tests. */
public final class TokenSamples {
    /** A token on HyperEVM. */
    public static final TokenId TOKEN = new TokenId(ChainId.HYPEREVM, address(0xa));
    /** Another one there. */
    public static final TokenId OTHER = new TokenId(ChainId.HYPEREVM, address(0xb));
    /** The address of the first one, on another chain. */
    public static final TokenId ELSEWHERE = new TokenId(ChainId.HYPEREVM_TESTNET, address(0xa));

    private TokenSamples() {}

    /** The address with this number. */
    public static Address address(long number) {
        return Address.parse(String.format("%040x", number));
    }

    /** The word with this number. */
    public static Bytes32 word(long number) {
        return Bytes32.parse(String.format("%064x", number));
    }

    /** A token that is followed. */
    public static TrackedToken tracked(TokenId token, String symbol) {
        return new TrackedToken(
                token.chain(),
                new Token(token.contract(), symbol, 18),
                symbol + " token",
                Optional.of(BigInteger.TEN.pow(27)),
                true);
    }

    /** A place on a chain; the transaction follows from it. */
    public static LogRef at(ChainId chain, long block, int log, String time) {
        return new LogRef(
                chain, new BlockRef(block, word(block), Instant.parse(time)), word(1_000 * block + log), log / 2, log);
    }

    /** A transfer of {@code amount} from one numbered wallet to another; 0 is the zero address. */
    public static TokenTransfer transfer(
            TokenId token, long block, int log, String time, long sender, long recipient, long amount) {
        return new TokenTransfer(
                at(token.chain(), block, log, time),
                token.contract(),
                address(sender),
                address(recipient),
                BigInteger.valueOf(amount));
    }

    /** A payment of {@code amount}. */
    public static TokenPayment payment(TokenId token, long block, int log, String time, long amount) {
        return new TokenPayment(at(token.chain(), block, log, time), token.contract(), BigInteger.valueOf(amount));
    }
}
