package io.plimsoll.core.testing.repository.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.position.Holding;
import io.plimsoll.core.domain.position.Holdings;
import io.plimsoll.core.domain.position.LendingPosition;
import io.plimsoll.core.domain.position.LpPosition;
import io.plimsoll.core.domain.position.MarginMode;
import io.plimsoll.core.domain.position.PerpPosition;
import io.plimsoll.core.domain.position.Sighting;
import io.plimsoll.core.domain.position.SpotBalance;
import io.plimsoll.core.domain.repository.Cursor;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.monitoring.HoldingsRepository;
import io.plimsoll.core.domain.repository.monitoring.MonitoringStore;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link HoldingsRepository} must do. */
public abstract class HoldingsRepositoryContract {
    private static final Address ALICE = Address.parse("0x" + "a1".repeat(20));
    private static final Address BOB = Address.parse("0x" + "b0".repeat(20));
    private static final Address MANAGER = Address.parse("0x" + "4a".repeat(20));
    private static final Address OTHER_MANAGER = Address.parse("0x" + "4b".repeat(20));
    private static final Address TOKEN_0 = Address.parse("0x" + "00".repeat(19) + "01");
    private static final Address TOKEN_1 = Address.parse("0x" + "00".repeat(19) + "02");
    private static final BigInteger MAX_UINT256 = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);
    private static final String CORE = "hypercore";
    private static final String EVM = "hyperevm";
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant T1 = T0.plusSeconds(60);
    private static final Instant T2 = T0.plusSeconds(120);

    protected abstract MonitoringStore empty();

    private static Holding perp(String coin, String size) {
        return Holding.of(new PerpPosition(
                coin,
                new BigDecimal(size),
                new BigDecimal("40.000000000000000001"),
                new BigDecimal("99999999999999999999.999999999999999999"),
                new BigDecimal("-0.5"),
                new BigDecimal("12"),
                MarginMode.ISOLATED,
                3,
                40,
                Optional.empty()));
    }

    private static Holding balance(String token, String total) {
        return new Holding(
                new SpotBalance(token, new BigDecimal(total), new BigDecimal("0.25")),
                Optional.of(new BigDecimal("7.5")),
                Optional.empty());
    }

    private static Holding liquidity(Address manager, BigInteger tokenId, Optional<Integer> poolTick) {
        return new Holding(
                new LpPosition(
                        ChainId.HYPEREVM,
                        manager,
                        tokenId,
                        TOKEN_0,
                        TOKEN_1,
                        3_000,
                        -60,
                        60,
                        BigInteger.TWO.pow(128).subtract(BigInteger.ONE),
                        MAX_UINT256,
                        BigInteger.ZERO,
                        BigInteger.ONE,
                        BigInteger.TEN),
                Optional.empty(),
                poolTick);
    }

    private static Holding lending(String market, Address token) {
        return Holding.of(
                new LendingPosition(ChainId.HYPEREVM, MANAGER, market, token, MAX_UINT256, BigInteger.ZERO, true));
    }

    private static Holdings of(Address account, String source, Instant seen, Holding... items) {
        return new Holdings(account, source, seen, List.of(items));
    }

    @Test
    void save_thenFind_readsEveryKindBackExactly() {
        HoldingsRepository repository = empty().holdings();
        Holdings all = of(
                ALICE,
                CORE,
                T0,
                perp("HYPE", "-0.000000000000000001"),
                perp("BTC", "2"),
                balance("any token at all", "0"),
                liquidity(MANAGER, MAX_UINT256, Optional.of(60)),
                liquidity(MANAGER, BigInteger.ZERO, Optional.empty()),
                lending("", TOKEN_0),
                lending("", TOKEN_1),
                lending("0x" + "12".repeat(32), TOKEN_1));

        assertThat(repository.save(all)).isTrue();

        assertThat(repository.find(ALICE, CORE))
                .hasValueSatisfying(read -> assertThat(read)
                        .usingRecursiveComparison()
                        .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                        .isEqualTo(all));
        assertThat(repository.find(ALICE, EVM)).isEmpty();
        assertThat(repository.find(BOB)).isEmpty();
    }

    @Test
    void save_again_whatIsNoLongerListedIsGone_otherSourcesStay() {
        HoldingsRepository repository = empty().holdings();
        repository.save(of(ALICE, CORE, T0, perp("HYPE", "1"), perp("BTC", "2"), balance("HYPE", "1")));
        Holdings evm = of(ALICE, EVM, T0, lending("", TOKEN_0));
        repository.save(evm);
        Holdings second = of(ALICE, CORE, T1, perp("BTC", "3"));

        assertThat(repository.save(second)).isTrue();
        assertThat(repository.save(second)).as("the same again").isTrue();

        assertThat(repository.find(ALICE)).usingRecursiveComparison().isEqualTo(List.of(second, evm));
    }

    @Test
    void save_nothing_isAnAnswer() {
        HoldingsRepository repository = empty().holdings();

        repository.save(of(ALICE, CORE, T0));

        assertThat(repository.find(ALICE, CORE)).contains(of(ALICE, CORE, T0));
        assertThat(repository.find(ALICE, EVM)).as("never asked").isEmpty();
    }

    @Test
    void save_olderThanStored_changesNothing() {
        HoldingsRepository repository = empty().holdings();
        Holdings newer = of(ALICE, CORE, T1, perp("HYPE", "1"));
        repository.save(newer);

        assertThat(repository.save(of(ALICE, CORE, T0, perp("BTC", "1")))).isFalse();

        assertThat(repository.find(ALICE)).usingRecursiveComparison().isEqualTo(List.of(newer));
    }

    @Test
    void saveOfMany_countsThoseThatWereNotTooOld_theLastOfEachCounts() {
        HoldingsRepository repository = empty().holdings();
        repository.save(of(BOB, CORE, T2, perp("HYPE", "9")));

        int saved = repository.save(List.of(
                of(ALICE, CORE, T0, perp("HYPE", "1")),
                of(BOB, CORE, T1, perp("BTC", "1")),
                of(ALICE, CORE, T1, perp("ETH", "2")),
                of(ALICE, CORE, T0, perp("SOL", "3"))));

        assertThat(saved).isEqualTo(2);
        assertThat(repository.find(ALICE, CORE).orElseThrow().positions(PerpPosition.class))
                .extracting(PerpPosition::coin)
                .containsExactly("ETH");
        assertThat(repository.find(BOB, CORE).orElseThrow().positions(PerpPosition.class))
                .extracting(PerpPosition::coin)
                .containsExactly("HYPE");
        assertThat(repository.save(List.of())).isZero();
    }

    @Test
    void sameTokenId_ofTwoManagersOrChains_areTwoPositions() {
        HoldingsRepository repository = empty().holdings();

        repository.save(of(ALICE, EVM, T0, liquidity(MANAGER, BigInteger.ONE, Optional.empty())));
        repository.save(of(BOB, EVM, T0, liquidity(OTHER_MANAGER, BigInteger.ONE, Optional.empty())));

        assertThat(repository.find(nft(MANAGER, 1)).orElseThrow().account()).isEqualTo(ALICE);
        assertThat(repository.find(nft(OTHER_MANAGER, 1)).orElseThrow().account())
                .isEqualTo(BOB);
        assertThat(repository.find(new LpPosition.Key(ChainId.HYPEREVM_TESTNET, MANAGER, BigInteger.ONE)))
                .isEmpty();
    }

    @Test
    void nft_movesToWhoWasSeenWithItLast() {
        HoldingsRepository repository = empty().holdings();
        Holding nft = liquidity(MANAGER, BigInteger.ONE, Optional.empty());
        repository.save(of(ALICE, EVM, T1, nft, lending("", TOKEN_0)));

        repository.save(of(BOB, EVM, T0, nft));
        assertThat(repository.find(nft(MANAGER, 1)).orElseThrow().account())
                .as("Bob was seen with it earlier")
                .isEqualTo(ALICE);
        assertThat(repository.find(BOB, EVM).orElseThrow().items()).isEmpty();

        repository.save(of(BOB, EVM, T2, nft));
        assertThat(repository.find(nft(MANAGER, 1)).orElseThrow()).isEqualTo(new Sighting(BOB, EVM, T2, nft));
        assertThat(repository.find(ALICE, EVM).orElseThrow().items()).hasSize(1);
    }

    @Test
    void saveOfMany_oneNftTwice_goesToTheLaterSighting() {
        HoldingsRepository repository = empty().holdings();
        Holding nft = liquidity(MANAGER, BigInteger.ONE, Optional.empty());

        repository.save(List.of(of(ALICE, EVM, T1, nft), of(BOB, EVM, T0, nft)));

        assertThat(repository.find(nft(MANAGER, 1)).orElseThrow().account()).isEqualTo(ALICE);
        assertThat(repository.find(BOB, EVM).orElseThrow().items()).isEmpty();
    }

    private static LpPosition.Key nft(Address manager, long tokenId) {
        return new LpPosition.Key(ChainId.HYPEREVM, manager, BigInteger.valueOf(tokenId));
    }

    @Test
    void inMarket_byAccountAndSource_aPartAtATime() {
        HoldingsRepository repository = empty().holdings();
        List<Holdings> all = IntStream.range(0, 5)
                .mapToObj(i -> of(
                        Address.parse(String.format("%040x", i / 2)),
                        i % 2 == 0 ? CORE : "perps",
                        T0.plusSeconds(i),
                        perp("HYPE", Integer.toString(i + 1)),
                        perp("BTC", "1")))
                .toList();
        repository.save(all);

        Page<Sighting> first = repository.inMarket("HYPE", PageRequest.first(2));
        Page<Sighting> second = repository.inMarket(
                "HYPE", PageRequest.first(3).after(first.next().orElseThrow()));

        List<Sighting> read = new ArrayList<>(first.items());
        read.addAll(second.items());
        assertThat(read)
                .extracting(Sighting::seen)
                .containsExactlyElementsOf(all.stream().map(Holdings::seen).toList());
        assertThat(read)
                .allMatch(
                        row -> ((PerpPosition) row.holding().position()).coin().equals("HYPE"));
        assertThat(second.next()).isEmpty();
        assertThat(repository.inMarket("' OR '1'='1", PageRequest.first(9)).items())
                .isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> repository.inMarket("HYPE", PageRequest.first(3).after(Cursor.of("HYPE"))));
    }

    @Test
    void outOfRange_byNumberOfTheToken_unknownIsNotOut() {
        HoldingsRepository repository = empty().holdings();
        repository.save(of(
                ALICE,
                EVM,
                T0,
                liquidity(MANAGER, BigInteger.valueOf(10), Optional.of(60)),
                liquidity(MANAGER, BigInteger.valueOf(9), Optional.of(-61)),
                liquidity(MANAGER, BigInteger.valueOf(1), Optional.of(-60)),
                liquidity(MANAGER, BigInteger.valueOf(2), Optional.empty()),
                liquidity(OTHER_MANAGER, BigInteger.valueOf(3), Optional.of(100))));

        Page<Sighting> first = repository.outOfRange(PageRequest.first(2));
        Page<Sighting> second =
                repository.outOfRange(PageRequest.first(2).after(first.next().orElseThrow()));

        assertThat(first.items())
                .extracting(
                        row -> ((LpPosition) row.holding().position()).tokenId().intValue())
                .containsExactly(9, 10);
        assertThat(second.items())
                .extracting(
                        row -> ((LpPosition) row.holding().position()).tokenId().intValue())
                .containsExactly(3);
        assertThat(second.next()).isEmpty();
    }

    @Test
    void deleteOlderThan_takesThePositionsAlong() {
        HoldingsRepository repository = empty().holdings();
        Holding nft = liquidity(MANAGER, BigInteger.ONE, Optional.of(100));
        repository.save(of(ALICE, EVM, T0, nft, perp("HYPE", "1"), balance("A", "1"), lending("", TOKEN_0)));
        repository.save(of(BOB, EVM, T1, perp("HYPE", "1")));

        assertThat(repository.deleteOlderThan(T1)).isEqualTo(1);

        assertThat(repository.find(ALICE)).isEmpty();
        assertThat(repository.find(nft(MANAGER, 1))).isEmpty();
        assertThat(repository.inMarket("HYPE", PageRequest.first(9)).items())
                .extracting(Sighting::account)
                .containsExactly(BOB);
    }
}
