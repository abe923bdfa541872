package io.plimsoll.core.domain.repository.token.memory;

import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.token.TokenActivityRepository;
import io.plimsoll.core.domain.token.DailyActivity;
import io.plimsoll.core.domain.token.HourlyActivity;
import io.plimsoll.core.domain.token.TokenId;
import io.plimsoll.core.domain.token.TokenTransfer;
import io.plimsoll.core.domain.token.TokenWallet;
import io.plimsoll.core.domain.token.WeeklyPayments;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rolls up what is in memory; what each figure means is told here most plainly. */
final class InMemoryTokenActivityRepository implements TokenActivityRepository {
    private static final Keyset<TokenWallet> BY_WALLET =
            Keyset.<TokenWallet>ascending().address(TokenWallet::wallet);

    private final Object lock;
    private final InMemoryTransferRepository transfers;
    private final InMemoryPaymentRepository payments;
    private final Series<LocalDate, DailyActivity> days = Series.byDay(DailyActivity::day);
    private final Series<Instant, HourlyActivity> hours = Series.byTime(HourlyActivity::hour);
    private final Map<TokenId, NavigableMap<Address, Instant>> wallets = new TreeMap<>();
    private LocalDate daysKeptSince = LocalDate.EPOCH;

    InMemoryTokenActivityRepository(
            Object lock, InMemoryTransferRepository transfers, InMemoryPaymentRepository payments) {
        this.lock = lock;
        this.transfers = transfers;
        this.payments = payments;
    }

    @Override
    public void rollUp(TokenId token) {
        synchronized (lock) {
            rollUpDays(token, days.newest(token).map(day -> day.minusDays(1)).orElse(LocalDate.EPOCH));
            payments.rollUp(token);
        }
    }

    @Override
    public void rollUp(TokenId token, LocalDate from) {
        synchronized (lock) {
            LocalDate first = from.isBefore(LocalDate.EPOCH) ? LocalDate.EPOCH : from;
            rollUpDays(token, first);
            payments.rollUp(token, WeeklyPayments.weekOf(first));
        }
    }

    private void rollUpDays(TokenId token, LocalDate from) {
        LocalDate first = Stream.of(from, transfers.keptSince(), daysKeptSince)
                .max(LocalDate::compareTo)
                .orElseThrow();
        List<TokenTransfer> since = transfers.since(token, first).stream()
                .filter(transfer -> wallets(transfer).findAny().isPresent())
                .toList();
        NavigableMap<Address, Instant> seen = wallets.computeIfAbsent(token, none -> new TreeMap<>());
        seen.values().removeIf(time -> !day(time).isBefore(first));
        since.forEach(transfer -> wallets(transfer)
                .forEach(wallet ->
                        seen.merge(wallet, time(transfer), (one, other) -> one.isBefore(other) ? one : other)));
        rollUpHours(token, first, since);
        rollUpDays(token, first, since, seen);
    }

    private void rollUpHours(TokenId token, LocalDate first, List<TokenTransfer> since) {
        hours.deleteFrom(token, first.atStartOfDay(ZoneOffset.UTC).toInstant());
        grouped(since, transfer -> time(transfer).truncatedTo(ChronoUnit.HOURS))
                .forEach((hour, group) -> hours.upsert(
                        token,
                        new HourlyActivity(
                                token,
                                hour,
                                count(group),
                                sum(group),
                                wallets(group).size())));
    }

    private void rollUpDays(TokenId token, LocalDate first, List<TokenTransfer> since, Map<Address, Instant> seen) {
        DailyActivity last = days.before(token, first).orElse(null);
        long totalTransfers = last == null ? 0 : last.totalTransfers();
        BigInteger totalAmount = last == null ? BigInteger.ZERO : last.totalAmount();
        long totalWallets = last == null ? 0 : last.totalWallets();
        days.deleteFrom(token, first);
        for (Map.Entry<LocalDate, List<TokenTransfer>> group :
                grouped(since, transfer -> day(time(transfer))).entrySet()) {
            Set<Address> active = wallets(group.getValue());
            long newWallets = active.stream()
                    .filter(wallet ->
                            day(seen.getOrDefault(wallet, Instant.MAX)).equals(group.getKey()))
                    .count();
            totalTransfers += count(group.getValue());
            totalAmount = totalAmount.add(sum(group.getValue()));
            totalWallets += newWallets;
            days.upsert(
                    token,
                    new DailyActivity(
                            token,
                            group.getKey(),
                            count(group.getValue()),
                            sum(group.getValue()),
                            totalTransfers,
                            totalAmount,
                            active.size(),
                            newWallets,
                            totalWallets));
        }
    }

    private static <K> SortedMap<K, List<TokenTransfer>> grouped(
            List<TokenTransfer> transfers, Function<TokenTransfer, K> key) {
        return transfers.stream().collect(Collectors.groupingBy(key, TreeMap::new, Collectors.toList()));
    }

    private static long count(List<TokenTransfer> transfers) {
        return transfers.stream().filter(TokenTransfer::isBetweenWallets).count();
    }

    private static BigInteger sum(List<TokenTransfer> transfers) {
        return transfers.stream()
                .filter(TokenTransfer::isBetweenWallets)
                .map(TokenTransfer::amount)
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static Set<Address> wallets(List<TokenTransfer> transfers) {
        return transfers.stream()
                .flatMap(InMemoryTokenActivityRepository::wallets)
                .collect(Collectors.toSet());
    }

    private static Stream<Address> wallets(TokenTransfer transfer) {
        return Stream.of(transfer.sender(), transfer.recipient()).filter(side -> !side.equals(Address.ZERO));
    }

    private static Instant time(TokenTransfer transfer) {
        return transfer.at().block().time();
    }

    private static LocalDate day(Instant time) {
        return time.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    @Override
    public Page<DailyActivity> days(TokenId token, PageRequest request) {
        synchronized (lock) {
            return days.page(token, request);
        }
    }

    @Override
    public List<DailyActivity> days(TokenId token, LocalDate from, LocalDate to) {
        synchronized (lock) {
            return days.between(token, from, to);
        }
    }

    @Override
    public Page<HourlyActivity> hours(TokenId token, PageRequest request) {
        synchronized (lock) {
            return hours.page(token, request);
        }
    }

    @Override
    public List<HourlyActivity> hours(TokenId token, Instant from, Instant to) {
        synchronized (lock) {
            return hours.between(token, from, to);
        }
    }

    @Override
    public Map<Address, Instant> seen(TokenId token, Collection<Address> asked) {
        synchronized (lock) {
            Map<Address, Instant> seen = new HashMap<>(wallets.getOrDefault(token, new TreeMap<>()));
            seen.keySet().retainAll(Set.copyOf(asked));
            return Map.copyOf(seen);
        }
    }

    @Override
    public Page<TokenWallet> wallets(TokenId token, PageRequest request) {
        synchronized (lock) {
            return BY_WALLET.page(
                    wallets.getOrDefault(token, new TreeMap<>()).entrySet().stream()
                            .map(entry -> new TokenWallet(token, entry.getKey(), entry.getValue())),
                    request);
        }
    }

    @Override
    public int deleteHoursOlderThan(Instant limit) {
        synchronized (lock) {
            return hours.deleteBefore(limit);
        }
    }

    @Override
    public int deleteDaysOlderThan(Instant limit) {
        synchronized (lock) {
            LocalDate first = day(limit).isBefore(transfers.keptSince()) ? day(limit) : transfers.keptSince();
            daysKeptSince = daysKeptSince.isBefore(first) ? first : daysKeptSince;
            return days.deleteBeforeButNewest(first);
        }
    }
}
