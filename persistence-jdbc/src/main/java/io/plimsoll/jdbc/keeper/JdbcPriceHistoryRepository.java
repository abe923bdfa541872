package io.plimsoll.jdbc.keeper;

import static io.plimsoll.jdbc.internal.Type.AMOUNT;
import static io.plimsoll.jdbc.internal.Type.INT;
import static io.plimsoll.jdbc.internal.Type.LONG;
import static io.plimsoll.jdbc.internal.Type.TIME;

import io.plimsoll.core.domain.price.Attestation;
import io.plimsoll.core.domain.price.OraclePrice;
import io.plimsoll.core.domain.price.PriceQuote;
import io.plimsoll.core.domain.repository.keeper.PriceHistoryRepository;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import io.plimsoll.jdbc.internal.Type;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Quotes in {@code keeper_price}. */
final class JdbcPriceHistoryRepository implements PriceHistoryRepository {
    private static final Type<String> NAME = Type.text(60);

    private static final Table<PriceQuote> QUOTES = Table.<PriceQuote>named("keeper_price")
            .key("source", NAME, PriceQuote::source)
            .key("asset", NAME, PriceQuote::asset)
            .key("publish_time", TIME, quote -> quote.price().publishTime())
            .column("mantissa", LONG, quote -> quote.price().mantissa())
            .column("expo", INT, quote -> quote.price().expo())
            .column("conf", AMOUNT, quote -> conf(quote.price()))
            .optional("ema_time", TIME, quote -> quote.ema().map(OraclePrice::publishTime))
            .optional("ema_mantissa", LONG, quote -> quote.ema().map(OraclePrice::mantissa))
            .optional("ema_expo", INT, quote -> quote.ema().map(OraclePrice::expo))
            .optional("ema_conf", AMOUNT, quote -> quote.ema().map(JdbcPriceHistoryRepository::conf))
            .optional("signed_by", NAME, quote -> quote.attestation().map(Attestation::network))
            .optional("signer_set", LONG, quote -> quote.attestation().map(Attestation::signerSet))
            .optional("signatures", INT, quote -> quote.attestation().map(Attestation::signatures))
            .optional("signers_needed", INT, quote -> quote.attestation().map(Attestation::quorum))
            .build();

    private static final String SELECT = """
            SELECT source, asset, publish_time, mantissa, expo, conf, ema_time, ema_mantissa, ema_expo, ema_conf,
                   signed_by, signer_set, signatures, signers_needed
            FROM keeper_price
            WHERE source = :source AND asset = :asset
            """;

    private final Database database;

    JdbcPriceHistoryRepository(Database database) {
        this.database = database;
    }

    @Override
    public void upsert(Collection<PriceQuote> quotes) {
        database.update("save the prices", handle -> QUOTES.upsert(handle, quotes));
    }

    @Override
    public Optional<PriceQuote> latest(String source, String asset) {
        return database.read(
                "read the latest price",
                handle -> handle.createQuery(
                                SELECT + " ORDER BY source DESC, asset DESC, publish_time DESC FETCH FIRST ROW ONLY")
                        .bind("source", source)
                        .bind("asset", asset)
                        .map(Row.mapping(JdbcPriceHistoryRepository::quote))
                        .findOne());
    }

    @Override
    public Optional<PriceQuote> latestAt(String source, String asset, Instant time) {
        return database.read(
                "read a price of the past",
                handle -> handle.createQuery(
                                SELECT
                                        + " AND publish_time <= :time ORDER BY source DESC, asset DESC, publish_time DESC FETCH FIRST ROW ONLY")
                        .bind("source", source)
                        .bind("asset", asset)
                        .bind("time", time)
                        .map(Row.mapping(JdbcPriceHistoryRepository::quote))
                        .findOne());
    }

    @Override
    public List<PriceQuote> between(String source, String asset, Instant from, Instant to) {
        return database.read(
                "read the prices",
                handle -> handle.createQuery(SELECT + " AND publish_time BETWEEN :from AND :to ORDER BY publish_time")
                        .bind("source", source)
                        .bind("asset", asset)
                        .bind("from", from)
                        .bind("to", to)
                        .map(Row.mapping(JdbcPriceHistoryRepository::quote))
                        .list());
    }

    @Override
    public int deleteOlderThan(Instant limit) {
        return database.deleteOlderThan("keeper_price", "publish_time", limit);
    }

    private static BigInteger conf(OraclePrice price) {
        return new BigInteger(Long.toUnsignedString(price.conf()));
    }

    private static PriceQuote quote(Row row) {
        return new PriceQuote(
                row.get("asset", NAME),
                new OraclePrice(
                        row.get("mantissa", LONG),
                        row.get("expo", INT),
                        row.get("conf", AMOUNT).longValue(),
                        row.get("publish_time", TIME)),
                row.find("ema_time", TIME)
                        .map(time -> new OraclePrice(
                                row.get("ema_mantissa", LONG),
                                row.get("ema_expo", INT),
                                row.get("ema_conf", AMOUNT).longValue(),
                                time)),
                row.get("source", NAME),
                row.find("signed_by", NAME)
                        .map(network -> new Attestation(
                                network,
                                row.get("signer_set", LONG),
                                row.get("signatures", INT),
                                row.get("signers_needed", INT))));
    }
}
