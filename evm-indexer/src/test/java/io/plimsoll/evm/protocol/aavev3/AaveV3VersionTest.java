package io.plimsoll.evm.protocol.aavev3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.core.domain.chain.CallResult;
import io.plimsoll.core.domain.chain.ChainReader;
import io.plimsoll.core.domain.chain.ContractCall;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.Unusable;
import io.plimsoll.evm.protocol.FakeContracts;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each version, by a pool that has the functions of it; 3.0.2 and 3.6 themselves are asked on the node. */
class AaveV3VersionTest {
    private static final Address PROVIDER = address(1);
    private static final Address POOL = address(2);
    private static final Address ORACLE = address(3);
    private static final Address TOKEN = address(4);
    private static final Address A_TOKEN = address(5);
    private static final Address STABLE_DEBT = address(6);
    private static final Address VARIABLE_DEBT = address(7);
    private static final Address USER = address(8);
    /** Threshold 80 %, in category 3 where that is written in the terms. */
    private static final BigInteger TERMS =
            BigInteger.valueOf(8000).shiftLeft(16).or(BigInteger.valueOf(3).shiftLeft(168));

    private static Address address(int number) {
        return Address.parse("0x" + "%040x".formatted(number));
    }

    private static BigInteger word(Address address) {
        return new BigInteger(address.hex().substring(2), 16);
    }

    private static FakeContracts market(AaveV3Version version) {
        FakeContracts chain = new FakeContracts()
                .answer(PROVIDER, "getPool()", word(POOL))
                .answer(PROVIDER, "getPoolConfigurator()", 9)
                .answer(PROVIDER, "getPriceOracle()", word(ORACLE))
                .answer(POOL, "POOL_REVISION()", 1)
                .answer(ORACLE, "BASE_CURRENCY_UNIT()", 100_000_000)
                .answer(ORACLE, "getSourceOfAsset(address)", 0)
                .answer(POOL, "getReservesList()", 32, 1, word(TOKEN))
                .answer(
                        POOL,
                        "getReserveData(address)",
                        TERMS,
                        1,
                        2,
                        3,
                        4,
                        5,
                        6,
                        11,
                        word(A_TOKEN),
                        word(STABLE_DEBT),
                        word(VARIABLE_DEBT),
                        12,
                        13,
                        14,
                        15)
                .answer(POOL, "getReserveNormalizedIncome(address)", 21)
                .answer(POOL, "getReserveNormalizedVariableDebt(address)", 22)
                .answer(A_TOKEN, "totalSupply()", 31)
                .answer(STABLE_DEBT, "totalSupply()", 32)
                .answer(VARIABLE_DEBT, "totalSupply()", 33)
                .answer(TOKEN, "balanceOf(address)", 34)
                .answer(
                        POOL,
                        "getEModeCategoryData(uint8)",
                        id -> id.intValueExact() == 3
                                ? FakeContracts.words(
                                        32,
                                        9000,
                                        9300,
                                        10100,
                                        0,
                                        160,
                                        4,
                                        BigInteger.valueOf(0x676f6f64L).shiftLeft(224))
                                : FakeContracts.words(32, 0, 0, 0, 0, 160, 0))
                .answer(POOL, "getUserAccountData(address)", 1, 2, 3, 4, 5, 6)
                .answer(POOL, "getUserEMode(address)", 3)
                .answer(POOL, "getUserConfiguration(address)", BigInteger.ONE.shiftLeft(23))
                .answer(A_TOKEN, "balanceOf(address)", 41)
                .answer(A_TOKEN, "scaledBalanceOf(address)", 42)
                .answer(STABLE_DEBT, "balanceOf(address)", 43)
                .answer(VARIABLE_DEBT, "balanceOf(address)", 44)
                .answer(VARIABLE_DEBT, "scaledBalanceOf(address)", 45);
        BigInteger bitmap = BigInteger.ONE.shiftLeft(11);
        if (version.isAtLeast(AaveV3Version.V3_1)) {
            chain.answer(POOL, "getVirtualUnderlyingBalance(address)", 51)
                    .answer(POOL, "getLiquidationGracePeriod(address)", 52);
        }
        if (version.isAtLeast(AaveV3Version.V3_2)) {
            chain.answer(POOL, "getEModeCategoryCollateralBitmap(uint8)", bitmap)
                    .answer(POOL, "getEModeCategoryBorrowableBitmap(uint8)", 0);
        }
        if (version.isAtLeast(AaveV3Version.V3_3)) {
            chain.answer(POOL, "getReserveDeficit(address)", 53);
        }
        if (version.isAtLeast(AaveV3Version.V3_4)) {
            chain.answer(POOL, "getReserveAToken(address)", word(A_TOKEN));
        }
        if (version.isAtLeast(AaveV3Version.V3_6)) {
            chain.answer(POOL, "getEModeCategoryLtvzeroBitmap(uint8)", bitmap);
        }
        if (version.isAtLeast(AaveV3Version.V3_7)) {
            chain.answer(POOL, "getIsEModeCategoryIsolated(uint8)", 1);
        }
        return chain;
    }

    @ParameterizedTest
    @EnumSource(AaveV3Version.class)
    void version_decidesWhatIsRead(AaveV3Version version) {
        FakeContracts chain = market(version);
        AaveV3Reader reader = new AaveV3Reader(chain, PROVIDER);

        AaveV3Market market = reader.market(chain.latest());
        AaveV3Account account = reader.accounts(market, List.of(USER)).get(0);

        assertThat(market.version()).isEqualTo(version);
        AaveV3Reserve reserve = market.reserve(TOKEN).orElseThrow();
        boolean stable = !version.isAtLeast(AaveV3Version.V3_2);
        assertThat(reserve.id()).isEqualTo(11);
        assertThat(reserve.price()).isEmpty();
        assertThat(reserve.tokens().stableDebt().isPresent()).isEqualTo(stable);
        assertThat(reserve.totals().stableDebt()).isEqualTo(stable ? 32 : 0);
        assertThat(reserve.totals().virtualBalance().isPresent()).isEqualTo(version.isAtLeast(AaveV3Version.V3_1));
        assertThat(reserve.gracePeriodUntil().isPresent()).isEqualTo(version.isAtLeast(AaveV3Version.V3_1));
        assertThat(reserve.totals().deficit().isPresent()).isEqualTo(version.isAtLeast(AaveV3Version.V3_3));
        AaveV3EModeCategory category = market.eModeCategory(3).orElseThrow();
        assertThat(market.eModeCategories()).hasSize(1);
        assertThat(category.label()).isEqualTo("good");
        assertThat(category.collateral()).containsExactly(TOKEN);
        assertThat(category.borrowable()).isEqualTo(stable ? Set.of(TOKEN) : Set.of());
        assertThat(category.ltvZero()).isEqualTo(version.isAtLeast(AaveV3Version.V3_6) ? Set.of(TOKEN) : Set.of());
        assertThat(category.isolated()).isEqualTo(version == AaveV3Version.V3_7);
        assertThat(account.positions()).singleElement().satisfies(position -> {
            assertThat(position.collateral()).isTrue();
            assertThat(position.stableDebt()).isEqualTo(stable ? 43 : 0);
            assertThat(position.toLendingPosition(market).borrowed()).isEqualTo(stable ? 87 : 44);
        });
    }

    /** What a version has must answer: an answer that is missing is not taken for nothing. */
    @Test
    void functionOfTheVersionThatReverts_isMalformed() {
        FakeContracts chain = market(AaveV3Version.V3_0).answer(POOL, "getVirtualUnderlyingBalance(address)", 51);

        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> new AaveV3Reader(chain, PROVIDER).market(chain.latest()))
                .withMessageContaining("getLiquidationGracePeriod");
    }

    /** As when one of the answers got lost: an older version would read e-mode differently. */
    @Test
    void functionsOfLaterVersionsOnly_areMalformed() {
        FakeContracts chain = market(AaveV3Version.V3_1).answer(POOL, "getReserveDeficit(address)", 0);

        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> new AaveV3Reader(chain, PROVIDER).market(chain.latest()))
                .withMessageContaining("but not of V3_2");
    }

    @Test
    void nonsense_isMalformed() {
        FakeContracts chain = market(AaveV3Version.V3_6).answer(POOL, "getReservesList()", 32, 129, word(TOKEN));

        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> new AaveV3Reader(chain, PROVIDER).market(chain.latest()))
                .withMessageContaining("up to 128 reserves");
    }

    @Test
    void accountsOfALaterBlock_areReadInIt_unlessTheMarketHasOtherReserves() {
        FakeContracts chain = market(AaveV3Version.V3_6);
        List<BlockRef> asked = new ArrayList<>();
        AaveV3Reader reader = new AaveV3Reader(
                new ChainReader() {
                    @Override
                    public ChainId chainId() {
                        return chain.chainId();
                    }

                    @Override
                    public BlockRef latest() {
                        return chain.latest();
                    }

                    @Override
                    public List<CallResult> call(List<ContractCall> calls, BlockRef at) {
                        asked.add(at);
                        return chain.call(calls, at);
                    }
                },
                PROVIDER);
        AaveV3Market market = reader.market(chain.latest());
        assertThat(asked)
                .as("few steps: a node without old states moves on between them")
                .hasSize(4);
        BlockRef later =
                new BlockRef(8, chain.latest().hash(), chain.latest().time().plusSeconds(1));
        asked.clear();

        assertThat(reader.accounts(market, List.of(USER), later)).hasSize(1);
        assertThat(asked).containsOnly(later);

        chain.answer(POOL, "getReservesList()", 32, 2, word(TOKEN), word(PROVIDER));
        assertThatExceptionOfType(Unusable.class)
                .isThrownBy(() -> reader.accounts(market, List.of(USER), later))
                .withMessageContaining("in block 8 are others than in block 7");
    }
}
