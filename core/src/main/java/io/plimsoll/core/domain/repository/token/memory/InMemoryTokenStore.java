package io.plimsoll.core.domain.repository.token.memory;

import io.plimsoll.core.domain.event.EventWriter;
import io.plimsoll.core.domain.repository.index.memory.MemoryCommit;
import io.plimsoll.core.domain.repository.token.HolderRepository;
import io.plimsoll.core.domain.repository.token.PaymentRepository;
import io.plimsoll.core.domain.repository.token.TokenActivityRepository;
import io.plimsoll.core.domain.repository.token.TokenPriceRepository;
import io.plimsoll.core.domain.repository.token.TokenRepository;
import io.plimsoll.core.domain.repository.token.TokenStore;
import io.plimsoll.core.domain.repository.token.TransferRepository;
import io.plimsoll.core.domain.token.TokenPayment;
import io.plimsoll.core.domain.token.TokenTransfer;

/** A token store that ends with the program: for tests, and for programs that need no history. Thread-safe. */
public final class InMemoryTokenStore implements TokenStore {
    private final TokenRepository tokens = new InMemoryTokenRepository();
    private final InMemoryTransferRepository transfers;
    private final InMemoryPaymentRepository payments;
    private final TokenActivityRepository activity;
    private final TokenPriceRepository prices = new InMemoryTokenPriceRepository();
    private final HolderRepository holders = new InMemoryHolderRepository();

    /** An empty one. */
    public InMemoryTokenStore() {
        // a roll-up sees transfers and payments at one moment
        Object lock = new Object();
        this.transfers = new InMemoryTransferRepository(lock);
        this.payments = new InMemoryPaymentRepository(lock);
        this.activity = new InMemoryTokenActivityRepository(lock, transfers, payments);
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

    /** Writes transfers as an index finds them, together with its checkpoint. */
    public EventWriter<TokenTransfer, MemoryCommit> transferWriter() {
        return MemoryCommit.writer(
                TokenTransfer.class, "transfer", transfers::upsert, transfers::from, transfers::deleteFrom);
    }

    /** Writes payments as an index finds them, together with its checkpoint. */
    public EventWriter<TokenPayment, MemoryCommit> paymentWriter() {
        return MemoryCommit.writer(
                TokenPayment.class, "token_payment", payments::upsert, payments::from, payments::deleteFrom);
    }
}
