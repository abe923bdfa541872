package io.plimsoll.core.domain.repository.token.memory;

import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.token.PaymentRepository;
import io.plimsoll.core.domain.token.TokenId;
import io.plimsoll.core.domain.token.TokenPayment;
import io.plimsoll.core.domain.token.WeeklyPayments;
import io.plimsoll.core.foundation.chain.ChainId;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Payments in a map sorted by their place on the chain, and weeks in one by token. */
final class InMemoryPaymentRepository implements PaymentRepository {
    private final Object lock;
    private final Events<TokenPayment> events = new Events<>();
    private final Series<LocalDate, WeeklyPayments> weeks = Series.byDay(WeeklyPayments::week);

    InMemoryPaymentRepository(Object lock) {
        this.lock = lock;
    }

    @Override
    public void upsert(Collection<TokenPayment> payments) {
        synchronized (lock) {
            events.upsert(payments);
        }
    }

    @Override
    public int deleteFrom(ChainId chain, long first) {
        synchronized (lock) {
            return events.deleteFrom(chain, first);
        }
    }

    /** The payments of a chain's blocks from {@code first} on. */
    List<TokenPayment> from(ChainId chain, long first) {
        synchronized (lock) {
            return events.from(chain, first);
        }
    }

    @Override
    public Page<TokenPayment> page(TokenId token, PageRequest request) {
        synchronized (lock) {
            return events.page(
                    token.chain(), request, payment -> payment.contract().equals(token.contract()));
        }
    }

    @Override
    public Page<WeeklyPayments> weeks(TokenId token, PageRequest request) {
        synchronized (lock) {
            return weeks.page(token, request);
        }
    }

    @Override
    public int deleteOlderThan(Instant limit) {
        synchronized (lock) {
            return events.deleteBefore(WeeklyPayments.weekOf(limit));
        }
    }

    /** Makes the weeks anew from the one before the newest on; for who holds the lock. */
    void rollUp(TokenId token) {
        rollUp(token, weeks.newest(token).map(week -> week.minusWeeks(1)).orElse(LocalDate.EPOCH));
    }

    /** Makes the weeks anew from the one that begins with {@code from} on; for who holds the lock. */
    void rollUp(TokenId token, LocalDate from) {
        LocalDate first = from.isBefore(events.keptSince()) ? events.keptSince() : from;
        TreeMap<LocalDate, List<TokenPayment>> byWeek = events.since(first)
                .filter(payment -> payment.token().equals(token))
                .collect(Collectors.groupingBy(
                        payment -> WeeklyPayments.weekOf(payment.at().block().time()),
                        TreeMap::new,
                        Collectors.toList()));
        weeks.deleteFrom(token, first);
        byWeek.forEach((week, payments) -> weeks.upsert(
                token,
                new WeeklyPayments(
                        token,
                        week,
                        payments.size(),
                        payments.stream().map(TokenPayment::amount).reduce(BigInteger.ZERO, BigInteger::add))));
    }
}
