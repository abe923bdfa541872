package io.plimsoll.core.domain.repository.user.memory;

import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.user.WaitlistRepository;
import io.plimsoll.core.domain.user.ReferralCount;
import io.plimsoll.core.domain.user.WaitlistEntry;
import io.plimsoll.core.domain.user.WaitlistStanding;
import io.plimsoll.core.domain.user.WaitlistStatus;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Entries by e-mail address. */
final class InMemoryWaitlistRepository implements WaitlistRepository {
    private static final Keyset<WaitlistEntry> QUEUE =
            Keyset.<WaitlistEntry>ascending().time(WaitlistEntry::joinedAt).text(WaitlistEntry::referralCode);

    private final Map<String, WaitlistEntry> entries = new HashMap<>();

    @Override
    public synchronized boolean join(WaitlistEntry entry) {
        if (entries.containsKey(entry.email())) {
            return false;
        }
        if (findByCode(entry.referralCode()).isPresent()) {
            throw new RepositoryException(
                    Kind.DUPLICATE, "referral code " + entry.referralCode() + " is taken: choose a new one");
        }
        if (entry.referredBy().filter(code -> findByCode(code).isEmpty()).isPresent()) {
            throw new IllegalArgumentException(
                    "nobody has referral code " + entry.referredBy().get());
        }
        entries.put(entry.email(), entry);
        return true;
    }

    @Override
    public synchronized Optional<WaitlistEntry> find(String email) {
        return Optional.ofNullable(entries.get(WaitlistEntry.normalised(email)));
    }

    @Override
    public synchronized Optional<WaitlistEntry> findByCode(String referralCode) {
        return entries.values().stream()
                .filter(entry -> entry.referralCode().equals(referralCode))
                .findFirst();
    }

    @Override
    public synchronized Optional<WaitlistStanding> standing(String email) {
        return find(email)
                .map(entry -> new WaitlistStanding(
                        entry,
                        count(other -> other.referredBy()
                                .filter(entry.referralCode()::equals)
                                .isPresent()),
                        count(other -> other.status() == WaitlistStatus.WAITING
                                && QUEUE.order().compare(other, entry) < 0)));
    }

    private long count(Predicate<WaitlistEntry> which) {
        return entries.values().stream().filter(which).count();
    }

    @Override
    public Page<WaitlistEntry> page(WaitlistStatus status, PageRequest request) {
        return page(request, entry -> entry.status() == status);
    }

    @Override
    public Page<WaitlistEntry> referred(String referralCode, PageRequest request) {
        return page(
                request,
                entry -> entry.referredBy().filter(referralCode::equals).isPresent());
    }

    private synchronized Page<WaitlistEntry> page(PageRequest request, Predicate<WaitlistEntry> wanted) {
        return QUEUE.page(entries.values().stream().filter(wanted), request);
    }

    @Override
    public synchronized List<ReferralCount> leaders(int limit) {
        Map<String, Long> counts = entries.values().stream()
                .flatMap(entry -> entry.referredBy().stream())
                .collect(Collectors.groupingBy(code -> code, Collectors.counting()));
        return counts.entrySet().stream()
                .map(count -> new ReferralCount(count.getKey(), count.getValue()))
                .sorted(Comparator.comparing(ReferralCount::referrals)
                        .reversed()
                        .thenComparing(ReferralCount::referralCode))
                .limit(PageRequest.first(limit).limit())
                .toList();
    }

    @Override
    public synchronized int invite(Collection<String> emails, Instant at) {
        return (int) emails.stream()
                .distinct()
                .filter(email -> move(email, WaitlistStatus.WAITING, WaitlistStatus.INVITED, at))
                .count();
    }

    @Override
    public synchronized boolean accept(String email, Instant at) {
        return move(email, WaitlistStatus.INVITED, WaitlistStatus.ACCEPTED, at);
    }

    private boolean move(String email, WaitlistStatus from, WaitlistStatus to, Instant at) {
        Optional<WaitlistEntry> entry = find(email).filter(found -> found.status() == from);
        entry.ifPresent(found -> entries.put(found.email(), found.at(to, at)));
        return entry.isPresent();
    }

    @Override
    public synchronized boolean forget(String email) {
        WaitlistEntry gone = entries.remove(WaitlistEntry.normalised(email));
        if (gone == null) {
            return false;
        }
        entries.replaceAll((key, entry) ->
                entry.referredBy().filter(gone.referralCode()::equals).isPresent() ? entry.withoutReferral() : entry);
        return true;
    }
}
