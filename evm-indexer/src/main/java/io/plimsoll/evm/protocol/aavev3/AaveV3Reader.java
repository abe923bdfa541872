package io.plimsoll.evm.protocol.aavev3;

import io.plimsoll.core.domain.chain.ChainReader;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.Unusable;
import io.plimsoll.evm.abi.AbiData;
import io.plimsoll.evm.multicall.NewestState;
import io.plimsoll.evm.protocol.StateReads;
import io.plimsoll.evm.protocol.aavev3.AaveV3Account.Position;
import io.plimsoll.evm.protocol.aavev3.AaveV3Account.Summary;
import io.plimsoll.evm.protocol.aavev3.AaveV3Market.Contracts;
import io.plimsoll.evm.protocol.aavev3.AaveV3Reserve.Indexes;
import io.plimsoll.evm.protocol.aavev3.AaveV3Reserve.Tokens;
import io.plimsoll.evm.protocol.aavev3.AaveV3Reserve.Totals;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Uint8;

/**
 * Reads a deployment of Aave V3 or of a fork, of every version from 3.0 on; which one it is shows by the functions that the pool has.
 * Everything else is found from the provider of addresses. Thread-safe.
 *
 * <p>Balances are those that the tokens themselves tell, so that each version's rounding is the contracts' own. Each answer is the
 * state after one block: read the market again after an {@link AaveV3MarketEvent} for other terms, and after each block for other
 * prices and indexes; accounts may be read in later blocks than their market. All this takes several steps: of endpoints that have the
 * newest state only, read with {@link NewestState#read}.
 *
 * @see <a href="https://aave.com/docs/developers/smart-contracts/pool">Aave: Pool</a>
 */
public final class AaveV3Reader {
    private static final int MAX_CATEGORIES = 255;
    private static final int MAX_RESERVES = 128;
    /** Each has a function that the one before has not. */
    private static final List<AaveV3Version> VERSIONS = List.of(AaveV3Version.values());

    private final ChainReader chain;
    private final Address provider;

    /** A category as soon as the reserves are known. */
    private interface Category {
        AaveV3EModeCategory of(List<AaveV3Reserve> reserves);
    }

    /**
     * A reader of one deployment.
     *
     * @param provider PoolAddressesProvider
     */
    public AaveV3Reader(ChainReader chain, Address provider) {
        this.chain = chain;
        this.provider = provider;
    }

    /**
     * The market in the state after a block.
     *
     * @throws SourceException if the chain cannot be read, or at the address is no provider of Aave V3
     */
    public AaveV3Market market(BlockRef at) {
        StateReads reads = new StateReads(chain, at);
        Supplier<Address> pool = reads.read(provider, AaveV3Reader::address, "getPool");
        Supplier<Address> configurator = reads.read(provider, AaveV3Reader::address, "getPoolConfigurator");
        Supplier<Address> oracle = reads.read(provider, AaveV3Reader::address, "getPriceOracle");
        reads.ask();
        Contracts contracts = new Contracts(provider, pool.get(), configurator.get(), oracle.get());

        Supplier<BigInteger> revision = reads.read(contracts.pool(), AaveV3Reader::number, "POOL_REVISION");
        Supplier<BigInteger> unit = reads.read(contracts.oracle(), AaveV3Reader::number, "BASE_CURRENCY_UNIT");
        Supplier<List<Address>> assets = assets(reads, contracts.pool());
        Supplier<AaveV3Version> version = version(reads, contracts.pool());
        List<Supplier<AbiData>> categories = categoryData(reads, contracts.pool());
        reads.ask();

        List<Supplier<AbiData>> data = new ArrayList<>();
        for (Address asset : assets.get()) {
            data.add(reads.read(contracts.pool(), Function.identity(), "getReserveData", AbiData.argument(asset)));
        }
        reads.ask();

        List<Supplier<AaveV3Reserve>> found = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            found.add(reserve(
                    reads,
                    contracts,
                    version.get(),
                    assets.get().get(i),
                    data.get(i).get()));
        }
        List<Category> chosen = categories(reads, contracts, version.get(), categories);
        reads.ask();
        List<AaveV3Reserve> reserves = found.stream().map(Supplier::get).toList();
        return new AaveV3Market(
                chain.chainId(),
                at,
                contracts,
                revision.get(),
                version.get(),
                unit.get(),
                reserves,
                chosen.stream().map(category -> category.of(reserves)).toList());
    }

    /**
     * Accounts of a market, in the state after the market's block, in the order of {@code users}.
     *
     * @throws SourceException if the chain cannot be read
     */
    public List<AaveV3Account> accounts(AaveV3Market market, List<Address> users) {
        return accounts(market, users, market.block());
    }

    /**
     * Accounts of a market in the state after another block, in the order of {@code users}. Of the market only the tokens are used.
     *
     * @throws Unusable if the market has got or lost reserves since its block: read it again
     * @throws SourceException if the chain cannot be read
     */
    public List<AaveV3Account> accounts(AaveV3Market market, List<Address> users, BlockRef at) {
        StateReads reads = new StateReads(chain, at);
        Supplier<List<Address>> assets = assets(reads, market.contracts().pool());
        List<Supplier<AaveV3Account>> accounts = new ArrayList<>();
        for (Address user : users) {
            accounts.add(account(reads, market, user));
        }
        reads.ask();
        if (!assets.get()
                .equals(market.reserves().stream().map(AaveV3Reserve::asset).toList())) {
            throw new Unusable(
                    "chain",
                    "reserves of pool " + market.contracts().pool() + " in block " + at.number()
                            + " are others than in block " + market.block().number());
        }
        return accounts.stream().map(Supplier::get).toList();
    }

    private static Supplier<List<Address>> assets(StateReads reads, Address pool) {
        return reads.read(pool, AaveV3Reader::addresses, "getReservesList");
    }

    private static Supplier<AaveV3Version> version(StateReads reads, Address pool) {
        Type<?> zero = AbiData.argument(Address.ZERO);
        Type<?> one = new Uint8(1);
        List<Supplier<Optional<BigInteger>>> broughtByEach = List.of(
                reads.find(pool, AaveV3Reader::number, "getVirtualUnderlyingBalance", zero),
                reads.find(pool, AaveV3Reader::number, "getEModeCategoryCollateralBitmap", one),
                reads.find(pool, AaveV3Reader::number, "getReserveDeficit", zero),
                reads.find(pool, AaveV3Reader::number, "getReserveAToken", zero),
                reads.find(pool, AaveV3Reader::number, "getEModeCategoryLtvzeroBitmap", one),
                reads.find(pool, AaveV3Reader::number, "getIsEModeCategoryIsolated", one));
        return () -> {
            List<Boolean> has = broughtByEach.stream()
                    .map(answer -> answer.get().isPresent())
                    .toList();
            int versions = has.contains(false) ? has.indexOf(false) : has.size();
            // taken for an older version, its e-mode would be misread without an error
            if (has.subList(versions, has.size()).contains(true)) {
                throw new MalformedResponse(
                        "chain",
                        "pool " + pool + " has functions of a later version of Aave V3, but not of "
                                + VERSIONS.get(versions + 1),
                        null);
            }
            return VERSIONS.get(versions);
        };
    }

    /**
     * Reads what the pool's answer refers to.
     *
     * @param data configuration, liquidity index, liquidity rate, variable index, variable rate, stable rate, last update, id, aToken,
     *     stable debt token, variable debt token, strategy, accrued to treasury, unbacked, isolation mode debt
     */
    private static Supplier<AaveV3Reserve> reserve(
            StateReads reads, Contracts contracts, AaveV3Version version, Address asset, AbiData data) {
        int id = data.smallInt(7);
        if (id < 0 || id >= MAX_RESERVES) {
            throw new MalformedResponse("chain", "reserve " + asset + " has id " + id, null);
        }
        Address aToken = data.address(8);
        Address variableDebt = data.address(10);
        Optional<Address> stableDebt = version.isAtLeast(AaveV3Version.V3_2)
                ? Optional.empty()
                : Optional.of(data.address(9)).filter(token -> !token.equals(Address.ZERO));
        Type<?> argument = AbiData.argument(asset);
        Address pool = contracts.pool();
        Supplier<BigInteger> income = reads.read(pool, AaveV3Reader::number, "getReserveNormalizedIncome", argument);
        Supplier<BigInteger> debt =
                reads.read(pool, AaveV3Reader::number, "getReserveNormalizedVariableDebt", argument);
        Supplier<BigInteger> supplied = reads.read(aToken, AaveV3Reader::number, "totalSupply");
        Supplier<BigInteger> borrowed = reads.read(variableDebt, AaveV3Reader::number, "totalSupply");
        Supplier<BigInteger> stable = stableDebt
                .map(token -> reads.read(token, AaveV3Reader::number, "totalSupply"))
                .orElse(() -> BigInteger.ZERO);
        Supplier<BigInteger> available = reads.read(asset, AaveV3Reader::number, "balanceOf", AbiData.argument(aToken));
        Supplier<Optional<BigInteger>> virtual =
                since(AaveV3Version.V3_1, version, reads, pool, "getVirtualUnderlyingBalance", argument);
        Supplier<Optional<BigInteger>> grace =
                since(AaveV3Version.V3_1, version, reads, pool, "getLiquidationGracePeriod", argument);
        Supplier<Optional<BigInteger>> deficit =
                since(AaveV3Version.V3_3, version, reads, pool, "getReserveDeficit", argument);
        Supplier<Address> source = reads.read(contracts.oracle(), AaveV3Reader::address, "getSourceOfAsset", argument);
        Supplier<Optional<BigInteger>> price =
                reads.find(contracts.oracle(), AaveV3Reader::number, "getAssetPrice", argument);
        return () -> new AaveV3Reserve(
                asset,
                id,
                new AaveV3ReserveConfiguration(data.unsigned(0)),
                new Tokens(aToken, stableDebt, variableDebt),
                new Indexes(
                        data.unsigned(1),
                        data.unsigned(3),
                        data.unsigned(2),
                        data.unsigned(4),
                        data.unsigned(5),
                        seconds(data.unsigned(6)),
                        income.get(),
                        debt.get()),
                new Totals(
                        supplied.get(),
                        borrowed.get(),
                        stable.get(),
                        available.get(),
                        virtual.get(),
                        deficit.get(),
                        data.unsigned(12),
                        data.unsigned(14)),
                data.address(11),
                source.get(),
                price.get(),
                grace.get().map(AaveV3Reader::seconds));
    }

    private static Supplier<Optional<BigInteger>> since(
            AaveV3Version first,
            AaveV3Version version,
            StateReads reads,
            Address pool,
            String function,
            Type<?> argument) {
        if (!version.isAtLeast(first)) {
            return Optional::empty;
        }
        Supplier<BigInteger> answer = reads.read(pool, AaveV3Reader::number, function, argument);
        return () -> Optional.of(answer.get());
    }

    private static List<Supplier<AbiData>> categoryData(StateReads reads, Address pool) {
        List<Supplier<AbiData>> data = new ArrayList<>();
        for (int id = 1; id <= MAX_CATEGORIES; id++) {
            // kept for compatibility by all later versions; its price source is zero there
            data.add(reads.read(pool, answer -> answer.at(0), "getEModeCategoryData", new Uint8(id)));
        }
        return data;
    }

    private static List<Category> categories(
            StateReads reads, Contracts contracts, AaveV3Version version, List<Supplier<AbiData>> data) {
        List<Category> categories = new ArrayList<>();
        for (int id = 1; id <= MAX_CATEGORIES; id++) {
            AbiData category = data.get(id - 1).get();
            if (category.smallInt(1) != 0) {
                categories.add(
                        version.isAtLeast(AaveV3Version.V3_2)
                                ? laterCategory(reads, contracts.pool(), version, id, category)
                                : firstCategory(reads, contracts.oracle(), id, category));
            }
        }
        return categories;
    }

    private static Category firstCategory(StateReads reads, Address oracle, int id, AbiData data) {
        Address priced = data.address(3);
        Supplier<Optional<BigInteger>> price = priced.equals(Address.ZERO)
                ? Optional::empty
                : reads.find(oracle, AaveV3Reader::number, "getAssetPrice", AbiData.argument(priced));
        return reserves -> {
            Set<Address> assets = new HashSet<>();
            for (AaveV3Reserve reserve : reserves) {
                if (reserve.configuration().eModeCategory() == id) {
                    assets.add(reserve.asset());
                }
            }
            return category(id, data, assets, assets, Set.of(), false, price.get());
        };
    }

    private static Category laterCategory(StateReads reads, Address pool, AaveV3Version version, int id, AbiData data) {
        Uint8 argument = new Uint8(id);
        Supplier<BigInteger> collateral =
                reads.read(pool, AaveV3Reader::number, "getEModeCategoryCollateralBitmap", argument);
        Supplier<BigInteger> borrowable =
                reads.read(pool, AaveV3Reader::number, "getEModeCategoryBorrowableBitmap", argument);
        Supplier<Optional<BigInteger>> ltvZero =
                since(AaveV3Version.V3_6, version, reads, pool, "getEModeCategoryLtvzeroBitmap", argument);
        Supplier<Optional<BigInteger>> isolated =
                since(AaveV3Version.V3_7, version, reads, pool, "getIsEModeCategoryIsolated", argument);
        return reserves -> category(
                id,
                data,
                among(reserves, collateral.get()),
                among(reserves, borrowable.get()),
                among(reserves, ltvZero.get().orElse(BigInteger.ZERO)),
                isolated.get().map(flag -> flag.signum() != 0).orElse(false),
                Optional.empty());
    }

    private static AaveV3EModeCategory category(
            int id,
            AbiData data,
            Set<Address> collateral,
            Set<Address> borrowable,
            Set<Address> ltvZero,
            boolean isolated,
            Optional<BigInteger> price) {
        return new AaveV3EModeCategory(
                id,
                new String(data.at(4).dynamicBytes(), StandardCharsets.UTF_8),
                data.smallInt(0),
                data.smallInt(1),
                data.smallInt(2),
                collateral,
                borrowable,
                ltvZero,
                isolated,
                price);
    }

    private static Set<Address> among(List<AaveV3Reserve> reserves, BigInteger bitmap) {
        Set<Address> assets = new HashSet<>();
        for (AaveV3Reserve reserve : reserves) {
            if (bitmap.testBit(reserve.id())) {
                assets.add(reserve.asset());
            }
        }
        return assets;
    }

    private static Supplier<AaveV3Account> account(StateReads reads, AaveV3Market market, Address user) {
        Type<?> argument = AbiData.argument(user);
        Address pool = market.contracts().pool();
        Supplier<Optional<Summary>> summary = reads.find(
                pool,
                answer -> new Summary(
                        answer.unsigned(0),
                        answer.unsigned(1),
                        answer.unsigned(2),
                        answer.smallInt(3),
                        answer.smallInt(4),
                        answer.unsigned(5)),
                "getUserAccountData",
                argument);
        Supplier<Integer> category = reads.read(pool, answer -> answer.smallInt(0), "getUserEMode", argument);
        Supplier<BigInteger> flags = reads.read(pool, AaveV3Reader::number, "getUserConfiguration", argument);
        List<Supplier<Position>> positions = new ArrayList<>();
        for (AaveV3Reserve reserve : market.reserves()) {
            positions.add(position(reads, reserve, argument, flags));
        }
        return () -> new AaveV3Account(
                user,
                category.get(),
                summary.get(),
                positions.stream()
                        .map(Supplier::get)
                        .filter(position -> !position.isEmpty())
                        .toList());
    }

    private static Supplier<Position> position(
            StateReads reads, AaveV3Reserve reserve, Type<?> user, Supplier<BigInteger> flags) {
        Tokens tokens = reserve.tokens();
        Supplier<BigInteger> supplied = reads.read(tokens.aToken(), AaveV3Reader::number, "balanceOf", user);
        Supplier<BigInteger> scaledSupplied =
                reads.read(tokens.aToken(), AaveV3Reader::number, "scaledBalanceOf", user);
        Supplier<BigInteger> debt = reads.read(tokens.variableDebt(), AaveV3Reader::number, "balanceOf", user);
        Supplier<BigInteger> scaledDebt =
                reads.read(tokens.variableDebt(), AaveV3Reader::number, "scaledBalanceOf", user);
        Supplier<BigInteger> stable = tokens.stableDebt()
                .map(token -> reads.read(token, AaveV3Reader::number, "balanceOf", user))
                .orElse(() -> BigInteger.ZERO);
        return () -> new Position(
                reserve.asset(),
                supplied.get(),
                scaledSupplied.get(),
                flags.get().testBit(2 * reserve.id() + 1),
                debt.get(),
                scaledDebt.get(),
                stable.get());
    }

    private static List<Address> addresses(AbiData answer) {
        AbiData array = answer.at(0);
        int length = array.smallInt(0);
        if (length < 0 || length > MAX_RESERVES) {
            throw new MalformedResponse("chain", "a pool has up to " + MAX_RESERVES + " reserves, not " + length, null);
        }
        List<Address> addresses = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            addresses.add(array.address(i + 1));
        }
        return addresses;
    }

    private static long seconds(BigInteger value) {
        if (value.bitLength() > 40) {
            throw new MalformedResponse("chain", value + " is no time", null);
        }
        return value.longValueExact();
    }

    private static BigInteger number(AbiData answer) {
        return answer.unsigned(0);
    }

    private static Address address(AbiData answer) {
        return answer.address(0);
    }
}
