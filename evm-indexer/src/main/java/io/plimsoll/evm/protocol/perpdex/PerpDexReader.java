package io.plimsoll.evm.protocol.perpdex;

import io.plimsoll.core.domain.chain.ChainReader;
import io.plimsoll.core.domain.market.MarketId;
import io.plimsoll.core.domain.market.PerpDexMarket;
import io.plimsoll.core.domain.market.PerpDexMarket.Activity;
import io.plimsoll.core.domain.market.PerpDexMarket.Terms;
import io.plimsoll.core.domain.position.PositionSide;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.evm.abi.AbiData;
import io.plimsoll.evm.multicall.NewestState;
import io.plimsoll.evm.protocol.StateReads;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.web3j.abi.datatypes.Type;

/** Reads a deployment of the exchange. Of endpoints that have the newest state only, read with {@link NewestState#read}. Thread-safe. */
public final class PerpDexReader {
    private static final int MAX_MARKETS = 10_000;

    private final ChainReader chain;
    private final Address contract;
    private final String protocol;

    /**
     * A reader of one deployment.
     *
     * @param contract the exchange
     * @param protocol name of the deployment, for the ids of its markets
     */
    public PerpDexReader(ChainReader chain, Address contract, String protocol) {
        this.chain = chain;
        this.contract = contract;
        this.protocol = protocol;
    }

    /**
     * All markets in the state after a block, the oldest first.
     *
     * @throws SourceException if the chain cannot be read, or the contract says what cannot be
     */
    public List<PerpDexMarketState> markets(BlockRef at) {
        StateReads reads = new StateReads(chain, at);
        Supplier<Address> collateral = reads.read(contract, answer -> answer.address(0), "collateralToken");
        Supplier<Integer> count = reads.read(contract, answer -> answer.smallInt(0), "marketCount");
        reads.ask();
        if (count.get() < 0 || count.get() > MAX_MARKETS) {
            throw new MalformedResponse("chain", contract + " says that it has " + count.get() + " markets", null);
        }
        List<Supplier<Bytes32>> ids = new ArrayList<>();
        for (int i = 0; i < count.get(); i++) {
            ids.add(reads.read(
                    contract, answer -> answer.word(0), "marketIds", AbiData.argument(BigInteger.valueOf(i))));
        }
        reads.ask();
        List<Supplier<PerpDexMarketState>> markets = new ArrayList<>();
        for (Supplier<Bytes32> id : ids) {
            markets.add(reads.read(
                    contract,
                    answer -> market(id.get(), collateral.get(), answer.at(0), at),
                    "getMarket",
                    new org.web3j.abi.datatypes.generated.Bytes32(id.get().toBytes())));
        }
        reads.ask();
        return markets.stream().map(Supplier::get).toList();
    }

    /**
     * Positions in the state after a block, open or not any more, in the order of {@code ids}.
     *
     * @throws NotFound if there never was such a position
     * @throws SourceException if the chain cannot be read
     */
    public List<PerpDexPositionState> positions(List<BigInteger> ids, BlockRef at) {
        StateReads reads = new StateReads(chain, at);
        List<Supplier<PerpDexPositionState>> positions = new ArrayList<>();
        for (BigInteger id : ids) {
            positions.add(position(reads, id));
        }
        reads.ask();
        return positions.stream().map(Supplier::get).toList();
    }

    /**
     * How many positions there have been; their ids are 1 to this.
     *
     * @throws SourceException if the chain cannot be read
     */
    public BigInteger positionCount(BlockRef at) {
        StateReads reads = new StateReads(chain, at);
        Supplier<BigInteger> count = reads.read(contract, PerpDexReader::number, "positionCount");
        reads.ask();
        return count.get();
    }

    /**
     * Takes a market apart.
     *
     * @param data base, quote, feed, seven terms, status, price, long and short open interest, volume, funding rate, index and time
     */
    private PerpDexMarketState market(Bytes32 id, Address collateral, AbiData data, BlockRef at) {
        try {
            Instant fundedAt = Instant.ofEpochSecond(data.unsigned(17).longValueExact());
            return new PerpDexMarketState(
                    id,
                    new PerpDexMarket(
                            new MarketId(chain.chainId(), protocol, id.hex()),
                            text(data, 0),
                            text(data, 1),
                            collateral,
                            Optional.of(data.word(2)).filter(feed -> !feed.equals(Bytes32.of(new byte[AbiData.WORD]))),
                            new Terms(
                                    Scale.fraction(data.unsigned(3)),
                                    Scale.usd(data.unsigned(4)),
                                    Scale.usd(data.unsigned(5)),
                                    Scale.fraction(data.unsigned(6)),
                                    Scale.fraction(data.unsigned(7)),
                                    Duration.ofSeconds(data.unsigned(8).longValueExact()),
                                    Scale.fraction(data.unsigned(9))),
                            Scale.STATUSES.get(data.smallInt(10)),
                            new Activity(
                                    Scale.usd(data.unsigned(12)),
                                    Scale.usd(data.unsigned(13)),
                                    Scale.usd(data.unsigned(14)),
                                    Optional.of(Scale.fraction(data.signed(15))),
                                    Optional.of(fundedAt)),
                            at.time()),
                    Scale.price(data.unsigned(11)),
                    Scale.fraction(data.signed(16)));
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            throw new MalformedResponse("chain", "market " + id + " of " + contract + ": " + e.getMessage(), e);
        }
    }

    private Supplier<PerpDexPositionState> position(StateReads reads, BigInteger id) {
        Type<?> argument = AbiData.argument(id);
        Supplier<AbiData> data = reads.read(contract, Function.identity(), "getPosition", argument);
        Supplier<BigDecimal> funding = reads.read(contract, answer -> Scale.usd(answer.signed(0)), "funding", argument);
        // both divide by what a position that never was does not have
        Supplier<Optional<BigDecimal>> profit =
                reads.find(contract, answer -> Scale.usd(answer.signed(0)), "profit", argument);
        Supplier<Optional<BigDecimal>> health =
                reads.find(contract, answer -> Scale.fraction(answer.unsigned(0)), "healthFactor", argument);
        return () -> {
            if (data.get().address(1).equals(Address.ZERO)) {
                throw new NotFound("chain", "exchange " + contract + " has no position " + id);
            }
            return new PerpDexPositionState(
                    id,
                    data.get().word(0),
                    data.get().address(1),
                    data.get().bool(3),
                    data.get().bool(2) ? PositionSide.LONG : PositionSide.SHORT,
                    Scale.usd(data.get().unsigned(4)),
                    Scale.usd(data.get().unsigned(5)),
                    Scale.fraction(data.get().unsigned(6)),
                    Scale.price(data.get().unsigned(7)),
                    funding.get(),
                    required(id, profit.get()),
                    required(id, health.get()));
        };
    }

    private BigDecimal required(BigInteger id, Optional<BigDecimal> answer) {
        return answer.orElseThrow(
                () -> new MalformedResponse("chain", "exchange " + contract + " cannot value position " + id, null));
    }

    private static String text(AbiData data, int word) {
        return new String(data.at(word).dynamicBytes(), StandardCharsets.UTF_8);
    }

    private static BigInteger number(AbiData answer) {
        return answer.unsigned(0);
    }
}
