package io.plimsoll.core.testing.repository.token;

import static io.plimsoll.core.testing.repository.token.TokenSamples.OTHER;
import static io.plimsoll.core.testing.repository.token.TokenSamples.TOKEN;
import static io.plimsoll.core.testing.repository.token.TokenSamples.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.repository.Cursor;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.token.HolderRepository;
import io.plimsoll.core.domain.repository.token.TokenStore;
import io.plimsoll.core.domain.token.HolderDistribution;
import io.plimsoll.core.domain.token.TokenHolder;
import io.plimsoll.core.domain.token.TokenId;
import io.plimsoll.core.domain.token.WalletStatistics;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every {@link HolderRepository} keeps to. */
public abstract class HolderRepositoryContract {
    private static final BigInteger LARGEST = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);
    private static final PageRequest ALL = PageRequest.first(PageRequest.MAXIMUM);

    /** A store with nothing in it. */
    protected abstract TokenStore empty();

    @Test
    void upsert_sameTokenAndDay_replacesTheListToo() {
        HolderRepository holders = empty().holders();
        holders.upsert(distribution(TOKEN, "2026-03-01", 9, 5, 3, 1));
        HolderDistribution shorter = distribution(TOKEN, "2026-03-01", 4);

        holders.upsert(shorter);

        assertThat(holders.distributions(TOKEN, ALL).items()).containsExactly(shorter);
    }

    @Test
    void distributions_largestAmounts_areKeptExactly() {
        HolderRepository holders = empty().holders();
        HolderDistribution one = new HolderDistribution(
                TOKEN,
                LocalDate.parse("2026-03-01"),
                1,
                LARGEST,
                1,
                0,
                0,
                0,
                List.of(new TokenHolder(address(1), LARGEST)));

        holders.upsert(one);

        assertThat(holders.distributions(TOKEN, ALL).items()).containsExactly(one);
    }

    @Test
    void distributions_pages_areNewestFirstWithTheirLists() {
        HolderRepository holders = empty().holders();
        HolderDistribution first = distribution(TOKEN, "2026-03-01", 9, 5);
        HolderDistribution second = distribution(TOKEN, "2026-03-02", 8, 8);
        HolderDistribution none = distribution(TOKEN, "2026-03-03");
        List.of(second, none, first, distribution(OTHER, "2026-03-03", 1)).forEach(holders::upsert);

        Page<HolderDistribution> newest = holders.distributions(TOKEN, PageRequest.first(2));

        assertThat(newest.items()).containsExactly(none, second);
        assertThat(holders.distributions(
                        TOKEN, PageRequest.first(2).after(newest.next().orElseThrow())))
                .isEqualTo(new Page<>(List.of(first), Optional.empty()));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> holders.distributions(TOKEN, PageRequest.first(2).after(Cursor.of("x"))));
    }

    @Test
    void statistics_unknownMean_staysUnknownUntilReplaced() {
        HolderRepository holders = empty().holders();
        WalletStatistics unknown = statistics("2026-03-01", Optional.empty());
        WalletStatistics zero = statistics("2026-03-02", Optional.of(BigInteger.ZERO));
        holders.upsert(unknown);
        holders.upsert(statistics("2026-03-02", Optional.empty()));

        holders.upsert(zero);

        assertThat(holders.statistics(TOKEN, ALL).items()).containsExactly(zero, unknown);
        assertThat(holders.statistics(TOKEN, PageRequest.first(1)).items()).containsExactly(zero);
        assertThat(holders.statistics(OTHER, ALL).items()).isEmpty();
    }

    @Test
    void deleteOlderThan_countsDistributionsAndStatistics() {
        HolderRepository holders = empty().holders();
        holders.upsert(distribution(TOKEN, "2026-03-01", 9, 5));
        holders.upsert(distribution(TOKEN, "2026-03-02", 9, 5));
        holders.upsert(statistics("2026-03-01", Optional.empty()));
        holders.upsert(statistics("2026-03-02", Optional.empty()));

        assertThat(holders.deleteOlderThan(Instant.parse("2026-03-02T23:00:00Z")))
                .isEqualTo(2);

        assertThat(holders.distributions(TOKEN, ALL).items()).containsExactly(distribution(TOKEN, "2026-03-02", 9, 5));
        assertThat(holders.statistics(TOKEN, ALL).items()).hasSize(1);
    }

    /** One whale, the others small. */
    private static HolderDistribution distribution(TokenId token, String day, long... balances) {
        int whales = Math.min(1, balances.length);
        List<TokenHolder> largest = LongStream.range(0, balances.length)
                .mapToObj(i -> new TokenHolder(address(100 - i), BigInteger.valueOf(balances[(int) i])))
                .collect(Collectors.toList());
        return new HolderDistribution(
                token,
                LocalDate.parse(day),
                balances.length,
                BigInteger.valueOf(LongStream.of(balances).sum()),
                whales,
                0,
                0,
                balances.length - whales,
                largest);
    }

    private static WalletStatistics statistics(String day, Optional<BigInteger> mean) {
        return new WalletStatistics(TOKEN, LocalDate.parse(day), 10, 5, 2, 1, mean, mean);
    }
}
