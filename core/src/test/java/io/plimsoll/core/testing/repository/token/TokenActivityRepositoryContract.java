package io.plimsoll.core.testing.repository.token;

import static io.plimsoll.core.testing.repository.token.TokenSamples.ELSEWHERE;
import static io.plimsoll.core.testing.repository.token.TokenSamples.OTHER;
import static io.plimsoll.core.testing.repository.token.TokenSamples.TOKEN;
import static io.plimsoll.core.testing.repository.token.TokenSamples.address;
import static io.plimsoll.core.testing.repository.token.TokenSamples.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.repository.Cursor;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.token.TokenActivityRepository;
import io.plimsoll.core.domain.repository.token.TokenStore;
import io.plimsoll.core.domain.repository.token.memory.InMemoryTokenStore;
import io.plimsoll.core.domain.token.DailyActivity;
import io.plimsoll.core.domain.token.HourlyActivity;
import io.plimsoll.core.domain.token.TokenId;
import io.plimsoll.core.domain.token.TokenTransfer;
import io.plimsoll.core.domain.token.TokenWallet;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What every {@link TokenActivityRepository} keeps to. */
public abstract class TokenActivityRepositoryContract {
    private static final PageRequest ALL = PageRequest.first(PageRequest.MAXIMUM);

    /** A store with nothing in it. */
    protected abstract TokenStore empty();

    @Test
    void rollUp_mintsAndBurns_areNoTransfersAndTheZeroAddressIsNoWallet() {
        TokenStore store = empty();
        store.transfers()
                .upsert(List.of(
                        transfer(TOKEN, 1, 0, "2026-03-01T12:00:00Z", 0, 1, 1_000),
                        transfer(TOKEN, 2, 0, "2026-03-01T12:30:00Z", 1, 2, 300),
                        transfer(TOKEN, 3, 0, "2026-03-01T13:00:00Z", 2, 0, 100),
                        transfer(TOKEN, 4, 0, "2026-03-01T14:00:00Z", 0, 0, 5)));

        store.activity().rollUp(TOKEN);

        assertThat(store.activity().days(TOKEN, ALL).items())
                .containsExactly(day("2026-03-01", 1, 300, 1, 300, 2, 2, 2));
        assertThat(store.activity().hours(TOKEN, ALL).items())
                .containsExactly(hour("2026-03-01T13:00:00Z", 0, 0, 1), hour("2026-03-01T12:00:00Z", 1, 300, 2));
        assertThat(store.activity().wallets(TOKEN, ALL).items())
                .extracting(TokenWallet::wallet)
                .containsExactly(address(1), address(2));
    }

    @Test
    void rollUp_dayByDay_carriesTotalsAndKnowsWalletsAgain() {
        TokenStore store = empty();
        store.transfers().upsert(List.of(transfer(TOKEN, 1, 0, "2026-03-01T23:59:59Z", 1, 2, 10)));
        store.activity().rollUp(TOKEN);
        store.transfers()
                .upsert(List.of(
                        transfer(TOKEN, 2, 0, "2026-03-02T00:00:00Z", 2, 3, 20),
                        transfer(TOKEN, 2, 1, "2026-03-02T00:00:00Z", 3, 3, 5)));
        store.activity().rollUp(TOKEN);
        // nothing on the third
        store.transfers().upsert(List.of(transfer(TOKEN, 3, 0, "2026-03-04T12:00:00Z", 1, 3, 40)));

        store.activity().rollUp(TOKEN);
        store.activity().rollUp(TOKEN);

        assertThat(store.activity().days(TOKEN, ALL).items())
                .containsExactly(
                        day("2026-03-04", 1, 40, 4, 75, 2, 0, 3),
                        day("2026-03-02", 2, 25, 3, 35, 2, 1, 3),
                        day("2026-03-01", 1, 10, 1, 10, 2, 2, 2));
        assertThat(store.activity().seen(TOKEN, List.of(address(1), address(2), address(3), address(4), Address.ZERO)))
                .isEqualTo(Map.of(
                        address(1), Instant.parse("2026-03-01T23:59:59Z"),
                        address(2), Instant.parse("2026-03-01T23:59:59Z"),
                        address(3), Instant.parse("2026-03-02T00:00:00Z")));
    }

    @Test
    void rollUp_ofOneToken_leavesOthersAlone() {
        TokenStore store = empty();
        store.transfers()
                .upsert(List.of(
                        transfer(TOKEN, 1, 0, "2026-03-01T12:00:00Z", 1, 2, 10),
                        transfer(OTHER, 1, 1, "2026-03-01T12:00:00Z", 3, 4, 10),
                        transfer(ELSEWHERE, 1, 0, "2026-03-01T12:00:00Z", 5, 6, 10)));
        store.activity().rollUp(OTHER);

        store.activity().rollUp(TOKEN);

        assertThat(store.activity().days(TOKEN, ALL).items()).containsExactly(day("2026-03-01", 1, 10, 1, 10, 2, 2, 2));
        assertThat(store.activity().days(OTHER, ALL).items()).hasSize(1);
        assertThat(store.activity().days(ELSEWHERE, ALL).items()).isEmpty();
        assertThat(store.activity().wallets(OTHER, ALL).items())
                .extracting(TokenWallet::wallet)
                .containsExactly(address(3), address(4));
    }

    @Test
    void rollUp_afterAReorganisationOverMidnight_isAsIfTheOrphansHadNeverBeen() {
        TokenStore store = empty();
        store.transfers()
                .upsert(List.of(
                        transfer(TOKEN, 1, 0, "2026-03-01T23:59:50Z", 1, 2, 10),
                        transfer(TOKEN, 2, 0, "2026-03-01T23:59:59Z", 3, 4, 20),
                        transfer(TOKEN, 3, 0, "2026-03-02T00:00:00Z", 5, 6, 40)));
        store.activity().rollUp(TOKEN);

        store.transfers().deleteFrom(TOKEN.chain(), 2);
        store.transfers().upsert(List.of(transfer(TOKEN, 2, 0, "2026-03-02T00:00:01Z", 4, 1, 20)));
        store.activity().rollUp(TOKEN);

        assertThat(store.activity().days(TOKEN, ALL).items())
                .containsExactly(day("2026-03-02", 1, 20, 2, 30, 2, 1, 3), day("2026-03-01", 1, 10, 1, 10, 2, 2, 2));
        assertThat(store.activity().seen(TOKEN, List.of(address(3), address(4), address(5))))
                .isEqualTo(Map.of(address(4), Instant.parse("2026-03-02T00:00:01Z")));
    }

    @Test
    void rollUp_allTransfersOrphaned_leavesNothing() {
        TokenStore store = empty();
        store.transfers().upsert(List.of(transfer(TOKEN, 1, 0, "2026-03-01T12:00:00Z", 1, 2, 10)));
        store.activity().rollUp(TOKEN);

        store.transfers().deleteFrom(TOKEN.chain(), 0);
        store.activity().rollUp(TOKEN);

        assertThat(store.activity().days(TOKEN, ALL).items()).isEmpty();
        assertThat(store.activity().hours(TOKEN, ALL).items()).isEmpty();
        assertThat(store.activity().wallets(TOKEN, ALL).items()).isEmpty();
    }

    @Test
    void rollUp_fromADay_takesInOlderTransfersThatCameLate() {
        TokenStore store = empty();
        store.transfers().upsert(List.of(transfer(TOKEN, 9, 0, "2026-03-09T12:00:00Z", 1, 2, 10)));
        store.activity().rollUp(TOKEN);
        store.transfers().upsert(List.of(transfer(TOKEN, 2, 0, "2026-03-02T12:00:00Z", 1, 3, 5)));
        store.activity().rollUp(TOKEN);
        assertThat(store.activity().days(TOKEN, ALL).items()).hasSize(1);

        store.activity().rollUp(TOKEN, LocalDate.parse("2026-03-02"));

        assertThat(store.activity().days(TOKEN, ALL).items())
                .containsExactly(day("2026-03-09", 1, 10, 2, 15, 2, 1, 3), day("2026-03-02", 1, 5, 1, 5, 2, 2, 2));
    }

    @Test
    void rollUp_afterTransfersWereDeletedAsTooOld_goesOnFromWhatTheyCameTo() {
        TokenStore store = empty();
        store.transfers()
                .upsert(List.of(
                        transfer(TOKEN, 1, 0, "2026-03-01T12:00:00Z", 1, 2, 10),
                        transfer(TOKEN, 2, 0, "2026-03-02T12:00:00Z", 2, 3, 20)));
        store.activity().rollUp(TOKEN);
        store.transfers().deleteOlderThan(Instant.parse("2026-03-03T06:00:00Z"));
        store.transfers().upsert(List.of(transfer(TOKEN, 3, 0, "2026-03-03T12:00:00Z", 1, 4, 40)));

        store.activity().rollUp(TOKEN);
        store.activity().rollUp(TOKEN, LocalDate.MIN);

        assertThat(store.activity().days(TOKEN, ALL).items())
                .containsExactly(
                        day("2026-03-03", 1, 40, 3, 70, 2, 1, 4),
                        day("2026-03-02", 1, 20, 2, 30, 2, 1, 3),
                        day("2026-03-01", 1, 10, 1, 10, 2, 2, 2));
        assertThat(store.activity().hours(TOKEN, ALL).items()).hasSize(3);
    }

    @Test
    void rollUp_inRandomSteps_isTheSameAsCountingAllAtOnce() {
        TokenStore store = empty();
        TokenStore model = new InMemoryTokenStore();
        for (int seed = 0; seed < 3; seed++) {
            TokenId token = new TokenId(TOKEN.chain(), address(0xa00 + seed));
            Random random = new Random(seed);
            List<TokenTransfer> history = new ArrayList<>();
            Instant time = Instant.parse("2026-02-20T00:00:00Z");
            for (int step = 0; step < 25; step++) {
                if (random.nextInt(4) == 0 && !history.isEmpty()) {
                    long first = reorganise(history, random);
                    store.transfers().deleteFrom(TOKEN.chain(), first);
                    model.transfers().deleteFrom(TOKEN.chain(), first);
                    time = history.isEmpty() ? time : last(history).at().block().time();
                }
                List<TokenTransfer> more = new ArrayList<>();
                for (int i = random.nextInt(12); i >= 0; i--) {
                    time = time.plusSeconds(random.nextInt(20_000));
                    long block =
                            history.isEmpty() ? 0 : last(history).at().block().number() + 1;
                    history.add(transfer(
                            token,
                            block,
                            random.nextInt(3),
                            time.toString(),
                            random.nextInt(20),
                            random.nextInt(20),
                            random.nextInt(1_000)));
                    more.add(last(history));
                }
                store.transfers().upsert(more);
                store.activity().rollUp(token);
                model.transfers().upsert(more);
            }
            model.activity().rollUp(token);
            assertThat(store.activity().days(token, ALL))
                    .as("days, seed " + seed)
                    .isEqualTo(model.activity().days(token, ALL));
            assertThat(store.activity().days(token, ALL).items()).containsExactlyElementsOf(counted(token, history));
            assertThat(store.activity().hours(token, ALL))
                    .as("hours, seed " + seed)
                    .isEqualTo(model.activity().hours(token, ALL));
            assertThat(store.activity().wallets(token, ALL))
                    .as("wallets, seed " + seed)
                    .isEqualTo(model.activity().wallets(token, ALL));
            store.transfers().deleteFrom(TOKEN.chain(), 0);
            model.transfers().deleteFrom(TOKEN.chain(), 0);
        }
    }

    private static TokenTransfer last(List<TokenTransfer> history) {
        return history.get(history.size() - 1);
    }

    /** Drops some of the newest, not more than a day of them, and says from which block on. */
    private static long reorganise(List<TokenTransfer> history, Random random) {
        Instant limit = last(history).at().block().time().minus(Duration.ofHours(24));
        long first = last(history).at().block().number() + 1;
        for (int i = random.nextInt(6); i > 0 && !history.isEmpty(); i--) {
            if (last(history).at().block().time().isBefore(limit)) {
                break;
            }
            first = history.remove(history.size() - 1).at().block().number();
        }
        return first;
    }

    /** The days counted once over, in the plainest way. */
    private static List<DailyActivity> counted(TokenId token, List<TokenTransfer> history) {
        TreeMap<LocalDate, List<TokenTransfer>> byDay = new TreeMap<>();
        for (TokenTransfer transfer : history) {
            if (!transfer.sender().equals(Address.ZERO) || !transfer.recipient().equals(Address.ZERO)) {
                LocalDate day =
                        transfer.at().block().time().atOffset(ZoneOffset.UTC).toLocalDate();
                byDay.computeIfAbsent(day, none -> new ArrayList<>()).add(transfer);
            }
        }
        Set<Address> seen = new HashSet<>();
        List<DailyActivity> days = new ArrayList<>();
        long count = 0;
        BigInteger sum = BigInteger.ZERO;
        for (Map.Entry<LocalDate, List<TokenTransfer>> day : byDay.entrySet()) {
            long countBefore = count;
            BigInteger sumBefore = sum;
            int seenBefore = seen.size();
            Set<Address> active = new HashSet<>();
            for (TokenTransfer transfer : day.getValue()) {
                if (transfer.isBetweenWallets()) {
                    count++;
                    sum = sum.add(transfer.amount());
                }
                active.add(transfer.sender());
                active.add(transfer.recipient());
            }
            active.remove(Address.ZERO);
            seen.addAll(active);
            days.add(
                    0,
                    new DailyActivity(
                            token,
                            day.getKey(),
                            count - countBefore,
                            sum.subtract(sumBefore),
                            count,
                            sum,
                            active.size(),
                            seen.size() - seenBefore,
                            seen.size()));
        }
        return days;
    }

    @Test
    void days_longHistoryAtOnce_countsEachDay() {
        TokenStore store = empty();
        List<TokenTransfer> transfers = new ArrayList<>();
        for (int day = 0; day < 100; day++) {
            String time = Instant.parse("2026-01-01T12:00:00Z")
                    .plus(Duration.ofDays(day))
                    .toString();
            transfers.add(transfer(TOKEN, day, 0, time, 1, 100 + day, 1));
        }
        store.transfers().upsert(transfers);

        store.activity().rollUp(TOKEN);

        List<DailyActivity> days = store.activity().days(TOKEN, ALL).items();
        assertThat(days).hasSize(100);
        assertThat(days.get(0).totalTransfers()).isEqualTo(100);
        assertThat(days.get(0).totalWallets()).isEqualTo(101);
        assertThat(days.get(50).newWallets()).isEqualTo(1);
    }

    @Test
    void days_firstPage_isTheNewestAndThereIsMore() {
        TokenActivityRepository activity = fourDays();

        Page<DailyActivity> newest = activity.days(TOKEN, PageRequest.first(3));

        assertThat(newest.items())
                .extracting(day -> day.day().toString())
                .containsExactly("2026-03-04", "2026-03-03", "2026-03-02");
        Page<DailyActivity> rest =
                activity.days(TOKEN, PageRequest.first(3).after(newest.next().orElseThrow()));
        assertThat(rest.items()).extracting(day -> day.day().toString()).containsExactly("2026-03-01");
        assertThat(rest.next()).isEmpty();
    }

    @Test
    void days_andHoursBetween_haveBothEndsOldestFirst() {
        TokenActivityRepository activity = fourDays();

        assertThat(activity.days(TOKEN, LocalDate.parse("2026-03-02"), LocalDate.parse("2026-03-03")))
                .extracting(day -> day.day().toString())
                .containsExactly("2026-03-02", "2026-03-03");
        assertThat(activity.days(TOKEN, LocalDate.parse("2026-03-03"), LocalDate.parse("2026-03-02")))
                .isEmpty();
        assertThat(activity.hours(TOKEN, Instant.parse("2026-03-01T12:00:00Z"), Instant.parse("2026-03-02T12:00:00Z")))
                .extracting(HourlyActivity::hour)
                .containsExactly(Instant.parse("2026-03-01T12:00:00Z"), Instant.parse("2026-03-02T12:00:00Z"));
    }

    @Test
    void hours_pages_areNewestFirst() {
        TokenActivityRepository activity = fourDays();

        Page<HourlyActivity> first = activity.hours(TOKEN, PageRequest.first(1));
        Page<HourlyActivity> second =
                activity.hours(TOKEN, PageRequest.first(1).after(first.next().orElseThrow()));

        assertThat(first.items().get(0).hour()).isEqualTo("2026-03-04T12:00:00Z");
        assertThat(second.items().get(0).hour()).isEqualTo("2026-03-03T12:00:00Z");
    }

    @Test
    void wallets_pages_areInTheOrderOfAddresses() {
        TokenActivityRepository activity = fourDays();

        Page<TokenWallet> first = activity.wallets(TOKEN, PageRequest.first(3));
        Page<TokenWallet> second =
                activity.wallets(TOKEN, PageRequest.first(3).after(first.next().orElseThrow()));

        assertThat(first.items())
                .containsExactly(
                        new TokenWallet(TOKEN, address(1), Instant.parse("2026-03-01T12:00:00Z")),
                        new TokenWallet(TOKEN, address(0x101), Instant.parse("2026-03-01T12:00:00Z")),
                        new TokenWallet(TOKEN, address(0x102), Instant.parse("2026-03-02T12:00:00Z")));
        assertThat(second.items()).hasSize(2);
        assertThat(second.next()).isEmpty();
    }

    @Test
    void seen_manyWallets_findsThoseThatWere() {
        TokenActivityRepository activity = fourDays();
        List<Address> asked = new ArrayList<>();
        for (int i = 0; i < 2_500; i++) {
            asked.add(address(i));
        }

        assertThat(activity.seen(TOKEN, asked)).hasSize(5).doesNotContainKey(Address.ZERO);
        assertThat(activity.seen(TOKEN, List.of())).isEmpty();
        assertThat(activity.seen(OTHER, asked)).isEmpty();
    }

    @Test
    void pages_cursorOfSomethingElse_areRefused() {
        TokenActivityRepository activity = empty().activity();
        for (Cursor foreign : List.of(
                new Cursor("%"), Cursor.of("x"), Cursor.of("1", "2"), Cursor.of(Long.toString(Long.MAX_VALUE)))) {
            PageRequest request = PageRequest.first(10).after(foreign);

            assertThatIllegalArgumentException().isThrownBy(() -> activity.days(TOKEN, request));
            assertThatIllegalArgumentException().isThrownBy(() -> activity.hours(TOKEN, request));
            assertThatIllegalArgumentException().isThrownBy(() -> activity.wallets(TOKEN, request));
        }
    }

    @Test
    void deleteHoursOlderThan_leavesTheHourItself() {
        TokenActivityRepository activity = fourDays();

        assertThat(activity.deleteHoursOlderThan(Instant.parse("2026-03-03T12:00:00Z")))
                .isEqualTo(2);

        assertThat(activity.hours(TOKEN, ALL).items()).hasSize(2);
    }

    @Test
    void deleteDaysOlderThan_leavesWhatTheTotalsGoOnFrom() {
        TokenStore store = empty();
        store.transfers()
                .upsert(List.of(
                        transfer(TOKEN, 1, 0, "2026-03-01T12:00:00Z", 1, 2, 10),
                        transfer(TOKEN, 2, 0, "2026-03-02T12:00:00Z", 2, 3, 20),
                        transfer(TOKEN, 3, 0, "2026-03-03T12:00:00Z", 3, 4, 40)));
        store.activity().rollUp(TOKEN);
        assertThat(store.activity().deleteDaysOlderThan(Instant.parse("2026-03-09T00:00:00Z")))
                .as("days whose transfers are still there")
                .isZero();
        store.transfers().deleteOlderThan(Instant.parse("2026-03-03T00:00:00Z"));

        assertThat(store.activity().deleteDaysOlderThan(Instant.parse("2026-03-09T00:00:00Z")))
                .isEqualTo(1);
        store.transfers().upsert(List.of(transfer(TOKEN, 4, 0, "2026-03-04T12:00:00Z", 4, 1, 80)));
        store.activity().rollUp(TOKEN);
        store.activity().rollUp(TOKEN, LocalDate.EPOCH);

        assertThat(store.activity().days(TOKEN, ALL).items())
                .containsExactly(
                        day("2026-03-04", 1, 80, 4, 150, 2, 0, 4),
                        day("2026-03-03", 1, 40, 3, 70, 2, 1, 4),
                        day("2026-03-02", 1, 20, 2, 30, 2, 1, 3));
    }

    private TokenActivityRepository fourDays() {
        TokenStore store = empty();
        for (int day = 1; day <= 4; day++) {
            store.transfers()
                    .upsert(List.of(transfer(TOKEN, day, 0, "2026-03-0" + day + "T12:00:00Z", 1, 0x100 + day, 10)));
        }
        store.activity().rollUp(TOKEN);
        return store.activity();
    }

    private static DailyActivity day(
            String day,
            long transfers,
            long amount,
            long totalTransfers,
            long totalAmount,
            long active,
            long newWallets,
            long wallets) {
        return new DailyActivity(
                TOKEN,
                LocalDate.parse(day),
                transfers,
                BigInteger.valueOf(amount),
                totalTransfers,
                BigInteger.valueOf(totalAmount),
                active,
                newWallets,
                wallets);
    }

    private static HourlyActivity hour(String hour, long transfers, long amount, long active) {
        return new HourlyActivity(TOKEN, Instant.parse(hour), transfers, BigInteger.valueOf(amount), active);
    }
}
