package io.plimsoll.jdbc.token;

import io.plimsoll.core.domain.event.EventWriter;
import io.plimsoll.core.domain.repository.token.HolderRepository;
import io.plimsoll.core.domain.repository.token.PaymentRepository;
import io.plimsoll.core.domain.repository.token.TokenActivityRepository;
import io.plimsoll.core.domain.repository.token.TokenPriceRepository;
import io.plimsoll.core.domain.repository.token.TokenRepository;
import io.plimsoll.core.domain.repository.token.TokenStore;
import io.plimsoll.core.domain.repository.token.TransferRepository;
import io.plimsoll.core.domain.token.TokenPayment;
import io.plimsoll.core.domain.token.TokenTransfer;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.TableWriter;
import org.jdbi.v3.core.Handle;

/** The token store over one database. Thread-safe. */
public final class JdbcTokenStore implements TokenStore {
    private final TokenRepository tokens;
    private final TransferRepository transfers;
    private final PaymentRepository payments;
    private final TokenActivityRepository activity;
    private final TokenPriceRepository prices;
    private final HolderRepository holders;

    /** Over a database that has the tables of tokens. */
    public JdbcTokenStore(Database database) {
        this.tokens = new JdbcTokenRepository(database);
        this.transfers = new JdbcTransferRepository(database);
        this.payments = new JdbcPaymentRepository(database);
        this.activity = new JdbcTokenActivityRepository(database);
        this.prices = new JdbcTokenPriceRepository(database);
        this.holders = new JdbcHolderRepository(database);
    }

    @Override
    public TokenRepository tokens() {
        return tokens;
    }

    @Override
    public TransferRepository transfers() {
        return transfers;
    }

    @Override
    public PaymentRepository payments() {
        return payments;
    }

    @Override
    public TokenActivityRepository activity() {
        return activity;
    }

    @Override
    public TokenPriceRepository prices() {
        return prices;
    }

    @Override
    public HolderRepository holders() {
        return holders;
    }

    /** Writes transfers as an index finds them, in the transaction of its checkpoint. */
    public EventWriter<TokenTransfer, Handle> transferWriter() {
        return new TableWriter<>(
                TokenTransfer.class,
                TokenTables.TRANSFERS,
                JdbcTransferRepository.SELECT,
                JdbcTransferRepository.TRANSFER);
    }

    /** Writes payments as an index finds them, in the transaction of its checkpoint. */
    public EventWriter<TokenPayment, Handle> paymentWriter() {
        return new TableWriter<>(
                TokenPayment.class, TokenTables.PAYMENTS, JdbcPaymentRepository.SELECT, JdbcPaymentRepository.PAYMENT);
    }
}
