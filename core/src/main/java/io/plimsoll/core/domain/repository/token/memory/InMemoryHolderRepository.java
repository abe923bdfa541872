package io.plimsoll.core.domain.repository.token.memory;

import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.token.HolderRepository;
import io.plimsoll.core.domain.token.HolderDistribution;
import io.plimsoll.core.domain.token.TokenId;
import io.plimsoll.core.domain.token.WalletStatistics;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Distributions and statistics in one sorted map per token each. */
final class InMemoryHolderRepository implements HolderRepository {
    private final Series<LocalDate, HolderDistribution> distributions = Series.byDay(HolderDistribution::day);
    private final Series<LocalDate, WalletStatistics> statistics = Series.byDay(WalletStatistics::day);

    @Override
    public synchronized void upsert(HolderDistribution distribution) {
        distributions.upsert(distribution.token(), distribution);
    }

    @Override
    public synchronized void upsert(WalletStatistics wallets) {
        statistics.upsert(wallets.token(), wallets);
    }

    @Override
    public synchronized Page<HolderDistribution> distributions(TokenId token, PageRequest request) {
        return distributions.page(token, request);
    }

    @Override
    public synchronized Page<WalletStatistics> statistics(TokenId token, PageRequest request) {
        return statistics.page(token, request);
    }

    @Override
    public synchronized int deleteOlderThan(Instant limit) {
        LocalDate first = limit.atOffset(ZoneOffset.UTC).toLocalDate();
        return distributions.deleteBefore(first) + statistics.deleteBefore(first);
    }
}
