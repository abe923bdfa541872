package io.plimsoll.evm.hypercore.precompile;

import io.plimsoll.core.domain.chain.ContractCall;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.evm.abi.AbiTuple;
import io.plimsoll.evm.hypercore.precompile.BorrowLendUserState.BasisAndValue;
import io.plimsoll.evm.hypercore.precompile.TokenSupply.UserBalance;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A question to HyperCore and what its answer is: put to a {@link CoreReader}. Indexes of perps, pairs, tokens and outcomes are 0 to
 * 2^32 − 1, else an {@link IllegalArgumentException}; one that is not in use is refused by the chain. Numbers are as the chain has
 * them; {@link PerpAssetInfo}, {@link TokenInfo} and {@link io.plimsoll.evm.hypercore.CoreUnits} scale them. Immutable.
 *
 * @param <T> the answer
 */
public final class CoreRead<T> {
    private static final AbiTuple UINT64 = AbiTuple.parse("uint64");
    private static final AbiTuple POSITION =
            AbiTuple.parse("int64 szi, uint64 entryNtl, int64 isolatedRawUsd, uint32 leverage, bool isIsolated");
    private static final AbiTuple SPOT_BALANCE = AbiTuple.parse("uint64 total, uint64 hold, uint64 entryNtl");
    private static final AbiTuple USER_VAULT_EQUITY = AbiTuple.parse("uint64 equity, uint64 lockedUntilTimestamp");
    private static final AbiTuple DELEGATIONS =
            AbiTuple.parse("(address validator, uint64 amount, uint64 lockedUntilTimestamp)[]");
    private static final AbiTuple DELEGATOR_SUMMARY = AbiTuple.parse(
            "uint64 delegated, uint64 undelegated, uint64 totalPendingWithdrawal, uint64 nPendingWithdrawals");
    private static final AbiTuple PERP_ASSET_INFO = AbiTuple.parse(
            "(string coin, uint32 marginTableId, uint8 szDecimals, uint8 maxLeverage, bool onlyIsolated)");
    private static final AbiTuple SPOT_INFO = AbiTuple.parse("(string name, uint64[2] tokens)");
    private static final AbiTuple TOKEN_INFO = AbiTuple.parse("(string name, uint64[] spots, "
            + "uint64 deployerTradingFeeShare, address deployer, address evmContract, uint8 szDecimals, "
            + "uint8 weiDecimals, int8 evmExtraWeiDecimals)");
    private static final AbiTuple TOKEN_SUPPLY = AbiTuple.parse("(uint64 maxSupply, uint64 totalSupply, "
            + "uint64 circulatingSupply, uint64 futureEmissions, (address user, uint64 balance)[] balances)");
    private static final AbiTuple BBO = AbiTuple.parse("uint64 bid, uint64 ask");
    private static final AbiTuple ACCOUNT_MARGIN_SUMMARY =
            AbiTuple.parse("int64 accountValue, uint64 marginUsed, uint64 ntlPos, int64 rawUsd");
    private static final AbiTuple CORE_USER_EXISTS = AbiTuple.parse("bool");
    private static final AbiTuple BORROW_LEND_USER_STATE =
            AbiTuple.parse("uint64 borrowBasis, uint64 borrowValue, uint64 supplyBasis, uint64 supplyValue");
    private static final AbiTuple BORROW_LEND_RESERVE_STATE = AbiTuple.parse("uint64 borrowYearlyRateBps, "
            + "uint64 supplyYearlyRateBps, uint64 balance, uint64 utilizationBps, uint64 oraclePx, uint64 ltvBps, "
            + "uint64 totalSupplied, uint64 totalBorrowed");
    private static final AbiTuple OUTCOME_STATUS = AbiTuple.parse("uint8 status, uint64 settledValue, uint32 question");

    private static final AbiTuple NOTHING = AbiTuple.parse("");
    private static final AbiTuple USER = AbiTuple.parse("address user");
    private static final AbiTuple INDEX = AbiTuple.parse("uint32 index");
    private static final AbiTuple USER_AND_SMALL_INDEX = AbiTuple.parse("address user, uint16 index");
    private static final AbiTuple USER_AND_INDEX = AbiTuple.parse("address user, uint32 index");
    private static final AbiTuple USER_AND_VAULT = AbiTuple.parse("address user, address vault");
    private static final AbiTuple INDEX_AND_USER = AbiTuple.parse("uint32 index, address user");

    private final Precompile precompile;
    private final List<?> arguments;
    private final byte[] input;
    private final Function<byte[], T> decoder;

    private CoreRead(
            Precompile precompile,
            AbiTuple takes,
            List<?> arguments,
            AbiTuple answers,
            Function<List<Object>, T> understand) {
        this.precompile = precompile;
        this.arguments = arguments;
        this.input = takes.encode(arguments);
        this.decoder = data -> understand.apply(answers.decode(toString(), data));
    }

    /**
     * A perp position, by the older precompile.
     *
     * @param perp index of the perp, 0 to 65,535: perps of builders' DEXes need {@link #position2}
     */
    public static CoreRead<CorePosition> position(Address user, int perp) {
        return new CoreRead<>(
                Precompile.POSITION, USER_AND_SMALL_INDEX, List.of(user, perp), POSITION, CoreRead::toPosition);
    }

    /**
     * A perp position.
     *
     * @param perp index of the perp; of builders' DEXes 100000 + 10000 × DEX + index
     */
    public static CoreRead<CorePosition> position2(Address user, long perp) {
        return new CoreRead<>(
                Precompile.POSITION2, USER_AND_INDEX, List.of(user, perp), POSITION, CoreRead::toPosition);
    }

    /** What a user has of a token on the spot side. */
    public static CoreRead<CoreSpotBalance> spotBalance(Address user, long token) {
        return new CoreRead<>(
                Precompile.SPOT_BALANCE,
                USER_AND_INDEX,
                List.of(user, token),
                SPOT_BALANCE,
                values -> new CoreSpotBalance(number(values, 0), number(values, 1), number(values, 2)));
    }

    /** The share of a user in a vault. */
    public static CoreRead<UserVaultEquity> userVaultEquity(Address user, Address vault) {
        return new CoreRead<>(
                Precompile.USER_VAULT_EQUITY,
                USER_AND_VAULT,
                List.of(user, vault),
                USER_VAULT_EQUITY,
                values -> new UserVaultEquity(number(values, 0), small(values, 1)));
    }

    /** What a user could withdraw from the perp side, in 10^−6 USD. */
    public static CoreRead<BigInteger> withdrawable(Address user) {
        return new CoreRead<>(Precompile.WITHDRAWABLE, USER, List.of(user), UINT64, values -> number(values, 0));
    }

    /** Stakes of a user by validator. */
    public static CoreRead<List<Delegation>> delegations(Address user) {
        return new CoreRead<>(
                Precompile.DELEGATIONS,
                USER,
                List.of(user),
                DELEGATIONS,
                values -> list(values, 0).stream()
                        .map(CoreRead::values)
                        .map(item -> new Delegation(address(item, 0), number(item, 1), small(item, 2)))
                        .toList());
    }

    /** The staking balance of a user. */
    public static CoreRead<DelegatorSummary> delegatorSummary(Address user) {
        return new CoreRead<>(
                Precompile.DELEGATOR_SUMMARY,
                USER,
                List.of(user),
                DELEGATOR_SUMMARY,
                values -> new DelegatorSummary(
                        number(values, 0), number(values, 1), number(values, 2), small(values, 3)));
    }

    /** Mark price of a perp, in the scale of {@link PerpAssetInfo#price}. */
    public static CoreRead<BigInteger> markPx(long perp) {
        return price(Precompile.MARK_PX, perp);
    }

    /** Oracle price of a perp, in the scale of {@link PerpAssetInfo#price}. */
    public static CoreRead<BigInteger> oraclePx(long perp) {
        return price(Precompile.ORACLE_PX, perp);
    }

    /** Price of a spot pair, in the scale of its base token's {@link TokenInfo#price}. */
    public static CoreRead<BigInteger> spotPx(long spot) {
        return price(Precompile.SPOT_PX, spot);
    }

    /** Number of the HyperCore block that the answers are of. */
    public static CoreRead<Long> l1BlockNumber() {
        return new CoreRead<>(Precompile.L1_BLOCK_NUMBER, NOTHING, List.of(), UINT64, values -> small(values, 0));
    }

    /** What a perp is. */
    public static CoreRead<PerpAssetInfo> perpAssetInfo(long perp) {
        return new CoreRead<>(
                Precompile.PERP_ASSET_INFO, INDEX, List.of(perp), PERP_ASSET_INFO, CoreRead::toPerpAssetInfo);
    }

    /** What a spot pair is. */
    public static CoreRead<SpotInfo> spotInfo(long spot) {
        return new CoreRead<>(Precompile.SPOT_INFO, INDEX, List.of(spot), SPOT_INFO, values -> {
            List<?> info = list(values, 0);
            List<?> tokens = list(info, 1);
            return new SpotInfo((String) info.get(0), small(tokens, 0), small(tokens, 1));
        });
    }

    /** What a token is. */
    public static CoreRead<TokenInfo> tokenInfo(long token) {
        return new CoreRead<>(Precompile.TOKEN_INFO, INDEX, List.of(token), TOKEN_INFO, CoreRead::toTokenInfo);
    }

    /** How much there is of a token. */
    public static CoreRead<TokenSupply> tokenSupply(long token) {
        return new CoreRead<>(Precompile.TOKEN_SUPPLY, INDEX, List.of(token), TOKEN_SUPPLY, CoreRead::toTokenSupply);
    }

    /**
     * Best bid and ask.
     *
     * @param asset as in orders: the index of a perp, or 10000 + the index of a spot pair
     */
    public static CoreRead<Bbo> bbo(long asset) {
        return new CoreRead<>(
                Precompile.BBO, INDEX, List.of(asset), BBO, values -> new Bbo(number(values, 0), number(values, 1)));
    }

    /**
     * Margin of a user on a perp DEX.
     *
     * @param perpDex index of the DEX; 0 is Hyperliquid's own
     */
    public static CoreRead<AccountMarginSummary> accountMarginSummary(long perpDex, Address user) {
        return new CoreRead<>(
                Precompile.ACCOUNT_MARGIN_SUMMARY,
                INDEX_AND_USER,
                List.of(perpDex, user),
                ACCOUNT_MARGIN_SUMMARY,
                values -> new AccountMarginSummary(
                        number(values, 0), number(values, 1), number(values, 2), number(values, 3)));
    }

    /** Whether an account was ever used on HyperCore: until then CoreWriter's actions of it come to nothing. */
    public static CoreRead<Boolean> coreUserExists(Address user) {
        return new CoreRead<>(
                Precompile.CORE_USER_EXISTS, USER, List.of(user), CORE_USER_EXISTS, values -> (Boolean) values.get(0));
    }

    /** What a user has borrowed and supplied of a token; refused if never anything. */
    public static CoreRead<BorrowLendUserState> borrowLendUserState(Address user, long token) {
        return new CoreRead<>(
                Precompile.BORROW_LEND_USER_STATE,
                USER_AND_INDEX,
                List.of(user, token),
                BORROW_LEND_USER_STATE,
                values -> new BorrowLendUserState(
                        new BasisAndValue(number(values, 0), number(values, 1)),
                        new BasisAndValue(number(values, 2), number(values, 3))));
    }

    /** What all have borrowed and supplied of a token. */
    public static CoreRead<BorrowLendReserveState> borrowLendReserveState(long token) {
        return new CoreRead<>(
                Precompile.BORROW_LEND_RESERVE_STATE,
                INDEX,
                List.of(token),
                BORROW_LEND_RESERVE_STATE,
                values -> new BorrowLendReserveState(
                        small(values, 0),
                        small(values, 1),
                        number(values, 2),
                        small(values, 3),
                        number(values, 4),
                        small(values, 5),
                        number(values, 6),
                        number(values, 7)));
    }

    /**
     * What became of an outcome of a prediction market. <b>Unverified</b>, see {@link OutcomeStatus}.
     *
     * @param outcome its index
     */
    public static CoreRead<OutcomeStatus> outcomeStatus(long outcome) {
        return new CoreRead<>(
                Precompile.OUTCOME_STATUS,
                INDEX,
                List.of(outcome),
                OUTCOME_STATUS,
                values -> new OutcomeStatus((int) small(values, 0), number(values, 1), small(values, 2)));
    }

    /** What is asked. */
    public Precompile precompile() {
        return precompile;
    }

    /** The call that asks it: the arguments without a selector. */
    public ContractCall call() {
        return new ContractCall(precompile.address(), input.clone());
    }

    /**
     * The answer in what the call returned. Bytes after it are ignored, so that fields can be added.
     *
     * @throws MalformedResponse if it is shorter than the answer, or holds what is out of its type's range
     */
    public T decode(byte[] data) {
        return decoder.apply(data);
    }

    /** The precompile and the arguments, such as {@code MARK_PX[5]}. */
    @Override
    public String toString() {
        return precompile + arguments.toString();
    }

    private static CoreRead<BigInteger> price(Precompile precompile, long index) {
        return new CoreRead<>(precompile, INDEX, List.of(index), UINT64, values -> number(values, 0));
    }

    private static CorePosition toPosition(List<?> values) {
        return new CorePosition(
                number(values, 0), number(values, 1), number(values, 2), small(values, 3), (Boolean) values.get(4));
    }

    private static PerpAssetInfo toPerpAssetInfo(List<?> values) {
        List<?> info = list(values, 0);
        return new PerpAssetInfo(
                (String) info.get(0), small(info, 1), (int) small(info, 2), (int) small(info, 3), (Boolean)
                        info.get(4));
    }

    private static TokenInfo toTokenInfo(List<?> values) {
        List<?> info = list(values, 0);
        List<?> spots = list(info, 1);
        List<Long> indexes = new ArrayList<>();
        for (int i = 0; i < spots.size(); i++) {
            indexes.add(small(spots, i));
        }
        return new TokenInfo(
                (String) info.get(0),
                indexes,
                number(info, 2),
                address(info, 3),
                Optional.of(address(info, 4)).filter(contract -> !contract.equals(Address.ZERO)),
                (int) small(info, 5),
                (int) small(info, 6),
                (int) small(info, 7));
    }

    private static TokenSupply toTokenSupply(List<?> values) {
        List<?> supply = list(values, 0);
        return new TokenSupply(
                number(supply, 0),
                number(supply, 1),
                number(supply, 2),
                number(supply, 3),
                list(supply, 4).stream()
                        .map(CoreRead::values)
                        .map(item -> new UserBalance(address(item, 0), number(item, 1)))
                        .toList());
    }

    private static BigInteger number(List<?> values, int index) {
        return (BigInteger) values.get(index);
    }

    /** Of what is an index, a time or a count. */
    private static long small(List<?> values, int index) {
        BigInteger number = number(values, index);
        if (number.bitLength() > 63) {
            throw new MalformedResponse("chain", "out of range: " + number, null);
        }
        return number.longValue();
    }

    private static Address address(List<?> values, int index) {
        return (Address) values.get(index);
    }

    private static List<?> list(List<?> values, int index) {
        return values(values.get(index));
    }

    private static List<?> values(Object list) {
        return (List<?>) list;
    }
}
