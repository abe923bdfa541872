package io.plimsoll.evm.protocol.morpho;

import io.plimsoll.core.domain.chain.ChainReader;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.evm.abi.AbiData;
import io.plimsoll.evm.multicall.NewestState;
import io.plimsoll.evm.protocol.StateReads;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.web3j.abi.datatypes.StaticStruct;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Uint128;

/**
 * Reads markets and positions of a deployment of Morpho Blue. Which markets there are, its events tell; anybody may make one, so one
 * that makes no sense does not spoil the others. Of endpoints that have the newest state only, read market and positions together with
 * {@link NewestState#read}. Thread-safe.
 *
 * @see <a href="https://github.com/morpho-org/morpho-blue/blob/main/src/interfaces/IMorpho.sol">IMorpho</a>
 */
public final class MorphoReader {

    private final ChainReader chain;
    private final Address morpho;

    private record Found(
            MorphoMarketParams params,
            MorphoMarketState booked,
            Supplier<BigInteger> rate,
            Supplier<Optional<BigInteger>> rateAtTarget,
            Supplier<Optional<BigInteger>> price) {}

    /**
     * A reader of one deployment.
     *
     * @param morpho the contract that keeps all markets
     */
    public MorphoReader(ChainReader chain, Address morpho) {
        this.chain = chain;
        this.morpho = morpho;
    }

    /**
     * Markets in the state after a block, in the order of {@code ids}.
     *
     * @throws NotFound if there is no such market
     * @throws SourceException if the chain cannot be read
     */
    public List<MorphoMarket> markets(List<Bytes32> ids, BlockRef at) {
        StateReads reads = new StateReads(chain, at);
        List<Supplier<MorphoMarketParams>> params = new ArrayList<>();
        List<Supplier<MorphoMarketState>> states = new ArrayList<>();
        for (Bytes32 id : ids) {
            Type<?> argument = argument(id);
            params.add(reads.read(morpho, MorphoMarketParams::of, "idToMarketParams", argument));
            states.add(reads.read(morpho, MorphoReader::state, "market", argument));
        }
        Supplier<Address> feeRecipient = reads.read(morpho, answer -> answer.address(0), "feeRecipient");
        reads.ask();

        List<Found> found = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            MorphoMarketParams market = params.get(i).get();
            MorphoMarketState booked = states.get(i).get();
            // as the contract itself tells: anybody may make a market of the zero address
            if (booked.lastUpdate() == 0) {
                throw new NotFound("chain", "Morpho at " + morpho + " has no market " + ids.get(i));
            }
            if (!market.id().equals(ids.get(i))) {
                throw new MalformedResponse(
                        "chain", "market " + ids.get(i) + " of " + morpho + " has the parameters of another one", null);
            }
            found.add(new Found(
                    market,
                    booked,
                    rate(reads, market, booked),
                    reads.find(market.irm(), MorphoReader::number, "rateAtTarget", argument(ids.get(i))),
                    reads.find(market.oracle(), MorphoReader::number, "price")));
        }
        reads.ask();

        ChainId chainId = chain.chainId();
        List<MorphoMarket> markets = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            MorphoMarketState booked = found.get(i).booked;
            BigInteger rate = found.get(i).rate.get();
            markets.add(new MorphoMarket(
                    chainId,
                    morpho,
                    at,
                    found.get(i).params,
                    booked,
                    accrued(ids.get(i), booked, rate, at),
                    rate,
                    found.get(i).rateAtTarget.get(),
                    found.get(i).price.get(),
                    feeRecipient.get()));
        }
        return markets;
    }

    /**
     * What accounts have in a market, in the state after the market's block, in the order of {@code accounts}; zeros if nothing.
     *
     * @throws SourceException if the chain cannot be read
     */
    public List<MorphoPosition> positions(MorphoMarket market, List<Address> accounts) {
        StateReads reads = new StateReads(chain, market.block());
        Type<?> id = argument(market.id());
        List<Supplier<MorphoPosition>> positions = new ArrayList<>();
        for (Address account : accounts) {
            positions.add(reads.read(
                    morpho,
                    answer -> new MorphoPosition(
                            market,
                            account,
                            answer.unsigned(0)
                                    .add(
                                            account.equals(market.feeRecipient())
                                                    ? market.accruedFeeShares()
                                                    : BigInteger.ZERO),
                            answer.unsigned(1),
                            answer.unsigned(2)),
                    "position",
                    id,
                    AbiData.argument(account)));
        }
        reads.ask();
        return positions.stream().map(Supplier::get).toList();
    }

    private static Supplier<BigInteger> rate(StateReads reads, MorphoMarketParams market, MorphoMarketState booked) {
        if (market.irm().equals(Address.ZERO)) {
            return () -> BigInteger.ZERO;
        }
        return reads.read(
                market.irm(),
                MorphoReader::number,
                "borrowRateView",
                market.argument(),
                new StaticStruct(
                        new Uint128(booked.totalSupplyAssets()),
                        new Uint128(booked.totalSupplyShares()),
                        new Uint128(booked.totalBorrowAssets()),
                        new Uint128(booked.totalBorrowShares()),
                        new Uint128(BigInteger.valueOf(booked.lastUpdate())),
                        new Uint128(booked.fee())));
    }

    private static MorphoMarketState state(AbiData answer) {
        try {
            return new MorphoMarketState(
                    answer.unsigned(0),
                    answer.unsigned(1),
                    answer.unsigned(2),
                    answer.unsigned(3),
                    answer.unsigned(4).longValueExact(),
                    answer.unsigned(5));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new MalformedResponse("chain", "state of a market: " + e.getMessage(), e);
        }
    }

    private static MorphoMarketState accrued(Bytes32 id, MorphoMarketState booked, BigInteger rate, BlockRef at) {
        long time = at.time().getEpochSecond();
        try {
            return booked.accrued(rate, time);
        } catch (IllegalArgumentException e) {
            if (time < booked.lastUpdate()) {
                throw new MalformedResponse("chain", "market " + id + ": " + e.getMessage(), e);
            }
            // the contract cannot book that either and reverts from now on; such a market must not spoil the others
            return booked;
        }
    }

    private static Type<?> argument(Bytes32 id) {
        return new org.web3j.abi.datatypes.generated.Bytes32(id.toBytes());
    }

    private static BigInteger number(AbiData answer) {
        return answer.unsigned(0);
    }
}
