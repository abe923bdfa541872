package io.plimsoll.examples.quickstart;

import static io.plimsoll.jdbc.index.EventColumn.ADDRESS;
import static io.plimsoll.jdbc.index.EventColumn.AMOUNT;
import static io.plimsoll.jdbc.index.EventColumn.DOCUMENT;
import static io.plimsoll.jdbc.index.EventColumn.HASH;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.event.EventDecoder;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.LogRef;
import io.plimsoll.evm.abi.EventShape;
import io.plimsoll.jdbc.index.EventTable;
import java.math.BigInteger;

/**
 * A protocol that the library does not know: an insurance fund. A record for each kind of event, what its log looks like, and where it
 * is kept; nothing else of the library changes.
 */
public final class OwnProtocol {
    private OwnProtocol() {}

    /**
     * The fund paid for a loss.
     *
     * @param at where it is on the chain
     * @param fund that paid
     * @param account whose loss it was
     * @param market that it was lost in
     * @param loss all of it
     * @param paid as much of it as the fund had
     * @param reason in the fund's words
     */
    public record Covered(
            LogRef at, Address fund, Address account, Bytes32 market, BigInteger loss, BigInteger paid, String reason)
            implements ChainEvent {}

    /**
     * Somebody paid into the fund.
     *
     * @param at where it is on the chain
     * @param fund that was paid into
     * @param payer who paid
     * @param amount of it
     */
    public record Refilled(LogRef at, Address fund, Address payer, BigInteger amount) implements ChainEvent {}

    /** Understands {@link Covered}. */
    public static final EventDecoder<Covered> COVERED = EventShape.parse(
                    "Covered(address indexed account, bytes32 indexed market, uint256 loss, uint256 paid, string reason)")
            .decoder((log, fields) -> new Covered(
                    log.at(),
                    log.contract(),
                    fields.address("account"),
                    fields.word("market"),
                    fields.unsigned("loss"),
                    fields.unsigned("paid"),
                    fields.text("reason")));

    /** Understands {@link Refilled}. */
    public static final EventDecoder<Refilled> REFILLED = EventShape.parse(
                    "Refilled(address indexed payer, uint256 amount)")
            .decoder((log, fields) ->
                    new Refilled(log.at(), log.contract(), fields.address("payer"), fields.unsigned("amount")));

    /** Where {@link Covered} is kept. */
    public static final EventTable<Covered> COVERS = EventTable.named("fund_cover", Covered.class)
            .column("fund", ADDRESS, Covered::fund)
            .column("account", ADDRESS, Covered::account)
            .column("market", HASH, Covered::market)
            .column("loss", AMOUNT, Covered::loss)
            .column("paid", AMOUNT, Covered::paid)
            .column("reason", DOCUMENT, Covered::reason)
            .index("account")
            .build(row -> new Covered(
                    row.at(),
                    row.get("fund", ADDRESS),
                    row.get("account", ADDRESS),
                    row.get("market", HASH),
                    row.get("loss", AMOUNT),
                    row.get("paid", AMOUNT),
                    row.get("reason", DOCUMENT)));

    /** Where {@link Refilled} is kept. */
    public static final EventTable<Refilled> REFILLS = EventTable.named("fund_refill", Refilled.class)
            .column("fund", ADDRESS, Refilled::fund)
            .column("payer", ADDRESS, Refilled::payer)
            .column("amount", AMOUNT, Refilled::amount)
            .build(row -> new Refilled(
                    row.at(), row.get("fund", ADDRESS), row.get("payer", ADDRESS), row.get("amount", AMOUNT)));
}
