package io.plimsoll.core.domain.token;

import static io.plimsoll.core.testing.repository.token.TokenSamples.TOKEN;
import static io.plimsoll.core.testing.repository.token.TokenSamples.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TokenFiguresTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-04");

    @Property(tries = 200)
    void weekOf_anyTime_isTheMondayNotMoreThanSixDaysBefore(@ForAll @LongRange(max = 4_102_444_800L) long second) {
        Instant time = Instant.ofEpochSecond(second);
        LocalDate day = time.atOffset(ZoneOffset.UTC).toLocalDate();

        LocalDate week = WeeklyPayments.weekOf(time);

        assertThat(week.getDayOfWeek()).isEqualTo(DayOfWeek.MONDAY);
        assertThat(day.toEpochDay() - week.toEpochDay()).isBetween(0L, 6L);
    }

    @Test
    void weeklyPayments_average_isCutOffAndUnknownWithoutPayments() {
        LocalDate monday = LocalDate.parse("2026-03-02");

        assertThat(new WeeklyPayments(TOKEN, monday, 3, BigInteger.valueOf(11)).average())
                .contains(BigInteger.valueOf(3));
        assertThat(new WeeklyPayments(TOKEN, monday, 0, BigInteger.ZERO).average())
                .isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WeeklyPayments(TOKEN, DAY, 1, BigInteger.ONE))
                .withMessage("a week begins on Monday, got 2026-03-04, a WEDNESDAY");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WeeklyPayments(TOKEN, monday, 1, BigInteger.ONE.negate()));
    }

    @Test
    void hourlyActivity_inTheMiddleOfAnHour_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new HourlyActivity(TOKEN, Instant.parse("2026-03-01T12:00:01Z"), 1, BigInteger.ONE, 2))
                .withMessageContaining("2026-03-01T12:00:01Z");
    }

    @Test
    void dailyActivity_totalsBelowTheDay_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DailyActivity(TOKEN, DAY, 2, BigInteger.ONE, 1, BigInteger.ONE, 2, 2, 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DailyActivity(TOKEN, DAY, 1, BigInteger.TWO, 1, BigInteger.ONE, 2, 2, 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DailyActivity(TOKEN, DAY, 1, BigInteger.ONE, 1, BigInteger.ONE, 2, 2, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DailyActivity(TOKEN, DAY, 1, BigInteger.ONE, 1, BigInteger.ONE, 1, 2, 2))
                .withMessage("new wallets must be active, got 2 new of 1 active");
    }

    @Test
    void tokenPrice_zeroOrNegative_isNoPrice() {
        for (String price : List.of("0", "-1")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new TokenPrice(
                            TOKEN,
                            Instant.EPOCH,
                            new BigDecimal(price),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty()));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TokenPrice(
                        TOKEN,
                        Instant.EPOCH,
                        BigDecimal.ONE,
                        Optional.of(BigDecimal.ONE.negate()),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void holderDistribution_thatContradictsItself_isRefused() {
        List<TokenHolder> rising = List.of(holder(1, 5), holder(2, 6));
        List<TokenHolder> twice = List.of(holder(1, 6), holder(1, 5));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> distribution(3, 2, rising))
                .withMessageContaining("sum of the tiers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> distribution(2, 2, rising))
                .withMessageContaining("highest first");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> distribution(2, 2, twice))
                .withMessageContaining("twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> distribution(1, 1, List.of(holder(1, 6), holder(2, 5))))
                .withMessageContaining("not more than there are");
    }

    @Test
    void holdersAndWallets_zeroAddress_isNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TokenHolder(Address.ZERO, BigInteger.ONE));
        assertThatIllegalArgumentException().isThrownBy(() -> holder(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new TokenWallet(TOKEN, Address.ZERO, Instant.EPOCH));
    }

    @Test
    void walletStatistics_meanOfNoWallets_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new WalletStatistics(TOKEN, DAY, 0, 0, 0, 0, Optional.of(BigInteger.ZERO), Optional.empty()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WalletStatistics(TOKEN, DAY, 1, 1, 2, 0, Optional.empty(), Optional.empty()));
    }

    private static HolderDistribution distribution(long holders, long small, List<TokenHolder> largest) {
        return new HolderDistribution(TOKEN, DAY, holders, BigInteger.TEN, 0, 0, 0, small, largest);
    }

    private static TokenHolder holder(long wallet, long balance) {
        return new TokenHolder(address(wallet), BigInteger.valueOf(balance));
    }
}
