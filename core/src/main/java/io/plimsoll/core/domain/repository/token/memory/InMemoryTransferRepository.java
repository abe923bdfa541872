package io.plimsoll.core.domain.repository.token.memory;

import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.token.TransferRepository;
import io.plimsoll.core.domain.token.TokenId;
import io.plimsoll.core.domain.token.TokenTransfer;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;

/** Transfers in a map sorted by their place on the chain. */
final class InMemoryTransferRepository implements TransferRepository {
    private final Object lock;
    private final Events<TokenTransfer> events = new Events<>();

    InMemoryTransferRepository(Object lock) {
        this.lock = lock;
    }

    @Override
    public void upsert(Collection<TokenTransfer> transfers) {
        synchronized (lock) {
            events.upsert(transfers);
        }
    }

    @Override
    public int deleteFrom(ChainId chain, long first) {
        synchronized (lock) {
            return events.deleteFrom(chain, first);
        }
    }

    /** The transfers of a chain's blocks from {@code first} on. */
    List<TokenTransfer> from(ChainId chain, long first) {
        synchronized (lock) {
            return events.from(chain, first);
        }
    }

    @Override
    public Page<TokenTransfer> page(TokenId token, PageRequest request) {
        synchronized (lock) {
            return events.page(
                    token.chain(), request, transfer -> transfer.contract().equals(token.contract()));
        }
    }

    @Override
    public Page<TokenTransfer> page(ChainId chain, Address wallet, PageRequest request) {
        synchronized (lock) {
            return events.page(
                    chain,
                    request,
                    transfer -> transfer.sender().equals(wallet)
                            || transfer.recipient().equals(wallet));
        }
    }

    @Override
    public int deleteOlderThan(Instant limit) {
        synchronized (lock) {
            return events.deleteBefore(limit.atOffset(ZoneOffset.UTC).toLocalDate());
        }
    }

    /** Those of a token from a day on, for who holds the lock. */
    List<TokenTransfer> since(TokenId token, LocalDate from) {
        return events.since(from)
                .filter(transfer -> transfer.token().equals(token))
                .toList();
    }

    /** The first day that nothing was deleted of, for who holds the lock. */
    LocalDate keptSince() {
        return events.keptSince();
    }
}
