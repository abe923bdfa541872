package io.plimsoll.core.testing.repository.token;

import static io.plimsoll.core.testing.repository.token.TokenSamples.OTHER;
import static io.plimsoll.core.testing.repository.token.TokenSamples.TOKEN;
import static io.plimsoll.core.testing.repository.token.TokenSamples.payment;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.token.PaymentRepository;
import io.plimsoll.core.domain.repository.token.TokenStore;
import io.plimsoll.core.domain.token.TokenPayment;
import io.plimsoll.core.domain.token.WeeklyPayments;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link PaymentRepository} keeps to. */
public abstract class PaymentRepositoryContract {
    private static final PageRequest ALL = PageRequest.first(PageRequest.MAXIMUM);

    /** A store with nothing in it. */
    protected abstract TokenStore empty();

    @Test
    void page_savedTwice_isThereOnceNewestFirst() {
        PaymentRepository payments = empty().payments();
        TokenPayment older = payment(TOKEN, 1, 0, "2026-03-02T00:00:00Z", 5);
        TokenPayment newer = payment(TOKEN, 1, 1, "2026-03-02T00:00:00Z", 7);
        payments.upsert(List.of(newer, older, payment(OTHER, 2, 0, "2026-03-02T00:00:01Z", 9)));

        payments.upsert(List.of(older));

        Page<TokenPayment> first = payments.page(TOKEN, PageRequest.first(1));
        assertThat(first.items()).containsExactly(newer);
        assertThat(payments.page(TOKEN, PageRequest.first(1).after(first.next().orElseThrow())))
                .isEqualTo(new Page<>(List.of(older), Optional.empty()));
    }

    @Test
    void weeks_rolledUp_beginOnMondayUtc() {
        TokenStore store = empty();
        store.payments()
                .upsert(List.of(
                        payment(TOKEN, 1, 0, "2026-03-01T23:59:59Z", 1), // a Sunday
                        payment(TOKEN, 2, 0, "2026-03-02T00:00:00Z", 10), // Monday
                        payment(TOKEN, 3, 0, "2026-03-08T23:59:59Z", 20), // Sunday
                        payment(TOKEN, 4, 0, "2026-03-23T12:00:00Z", 100),
                        payment(OTHER, 4, 1, "2026-03-23T12:00:00Z", 1_000)));

        store.activity().rollUp(TOKEN);

        assertThat(store.payments().weeks(TOKEN, ALL).items())
                .containsExactly(week("2026-03-23", 1, 100), week("2026-03-02", 2, 30), week("2026-02-23", 1, 1));
        assertThat(store.payments().weeks(OTHER, ALL).items()).isEmpty();
    }

    @Test
    void weeks_firstPage_isTheNewest() {
        TokenStore store = empty();
        store.payments()
                .upsert(List.of(
                        payment(TOKEN, 1, 0, "2026-03-03T00:00:00Z", 1),
                        payment(TOKEN, 2, 0, "2026-03-10T00:00:00Z", 2),
                        payment(TOKEN, 3, 0, "2026-03-17T00:00:00Z", 3)));
        store.activity().rollUp(TOKEN);

        Page<WeeklyPayments> newest = store.payments().weeks(TOKEN, PageRequest.first(2));

        assertThat(newest.items()).containsExactly(week("2026-03-16", 1, 3), week("2026-03-09", 1, 2));
        assertThat(store.payments()
                        .weeks(TOKEN, PageRequest.first(2).after(newest.next().orElseThrow()))
                        .items())
                .containsExactly(week("2026-03-02", 1, 1));
    }

    @Test
    void rollUp_paymentsOrphanedBackIntoTheWeekBefore_forgetsThem() {
        TokenStore store = empty();
        store.payments()
                .upsert(List.of(
                        payment(TOKEN, 1, 0, "2026-03-08T23:59:50Z", 5),
                        payment(TOKEN, 2, 0, "2026-03-08T23:59:59Z", 7),
                        payment(TOKEN, 3, 0, "2026-03-09T00:00:01Z", 11)));
        store.activity().rollUp(TOKEN);

        assertThat(store.payments().deleteFrom(TOKEN.chain(), 2)).isEqualTo(2);
        store.payments().upsert(List.of(payment(TOKEN, 2, 0, "2026-03-09T00:00:00Z", 7)));
        store.activity().rollUp(TOKEN);

        assertThat(store.payments().weeks(TOKEN, ALL).items())
                .containsExactly(week("2026-03-09", 1, 7), week("2026-03-02", 1, 5));
    }

    @Test
    void deleteOlderThan_inTheMiddleOfAWeek_leavesThatWeekAndAllWeeksRolledUp() {
        TokenStore store = empty();
        TokenPayment monday = payment(TOKEN, 2, 0, "2026-03-09T00:00:00Z", 7);
        store.payments().upsert(List.of(payment(TOKEN, 1, 0, "2026-03-08T23:59:59Z", 5), monday));
        store.activity().rollUp(TOKEN);

        assertThat(store.payments().deleteOlderThan(Instant.parse("2026-03-14T00:00:00Z")))
                .isEqualTo(1);
        store.activity().rollUp(TOKEN, LocalDate.EPOCH);

        assertThat(store.payments().page(TOKEN, ALL).items()).containsExactly(monday);
        assertThat(store.payments().weeks(TOKEN, ALL).items())
                .containsExactly(week("2026-03-09", 1, 7), week("2026-03-02", 1, 5));
    }

    private static WeeklyPayments week(String monday, long payments, long amount) {
        return new WeeklyPayments(TOKEN, LocalDate.parse(monday), payments, BigInteger.valueOf(amount));
    }
}
