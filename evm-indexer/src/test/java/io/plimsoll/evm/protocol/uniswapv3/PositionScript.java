package io.plimsoll.evm.protocol.uniswapv3;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.evm.abi.AbiData;
import io.plimsoll.evm.testing.Abi;
import io.plimsoll.evm.testing.AnvilNode;
import io.plimsoll.evm.testing.Contract;
import io.plimsoll.evm.testing.Receipt;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.web3j.abi.datatypes.StaticStruct;
import org.web3j.abi.datatypes.generated.Uint128;
import org.web3j.abi.datatypes.generated.Uint256;

/** A pool with several positions that live through random swaps, withdrawals and collections, always from the same seed. */
public final class PositionScript {
    static final BigInteger UINT128_MAX = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);
    /** Several positions of one range, so that they are one position in the pool. */
    private static final int[][] RANGES = {{-600, 600}, {-600, 600}, {-600, 600}, {-60, 120}, {-60, 120}, {180, 1200}};

    /** What differs between protocols. */
    public interface Exchange {
        /** Makes a position and says its number. */
        BigInteger mint(int tickLower, int tickUpper, BigInteger amount0, BigInteger amount1);

        /** Sells a token for the other. */
        void swap(boolean zeroForOne, BigInteger amountIn);
    }

    private final AnvilNode node;
    private final Contract manager;
    private final Address owner;
    private final Exchange exchange;
    private final Consumer<Receipt> receipts;
    private final UniswapV3PositionReader reader;
    private final Random random = new Random(7);
    private final List<BigInteger> ids = new ArrayList<>();

    public PositionScript(
            AnvilNode node,
            Contract manager,
            Address owner,
            Exchange exchange,
            Consumer<Receipt> receipts,
            UniswapV3PositionReader reader) {
        this.node = node;
        this.manager = manager;
        this.owner = owner;
        this.exchange = exchange;
        this.receipts = receipts;
        this.reader = reader;
    }

    /** Plays it; after each chapter what we say can be collected is compared with the contract's own answer. */
    public void play() {
        for (int[] range : RANGES) {
            ids.add(exchange.mint(range[0], range[1], amount(), amount()));
        }
        for (int chapter = 0; chapter < 6; chapter++) {
            for (int act = 0; act < 4; act++) {
                exchange.swap(random.nextBoolean(), amount().shiftRight(5));
            }
            BigInteger id = ids.get(random.nextInt(ids.size()));
            BigInteger liquidity = reader.fetchPosition(id).position().liquidity();
            decrease(id, random.nextInt(3) == 0 ? liquidity : liquidity.shiftRight(2));
            collect(ids.get(random.nextInt(ids.size())), BigInteger.valueOf(random.nextInt(1_000_000)));
            compareAll();
        }
        // to the end, one after another: the last of a range gets what rounding has left in the pool
        for (BigInteger id : ids) {
            BigInteger liquidity = reader.fetchPosition(id).position().liquidity();
            if (liquidity.signum() > 0) {
                decrease(id, liquidity);
            }
            compareAll();
            collect(id, UINT128_MAX);
        }
        assertThat(reader.fetchCollectable(ids)).allSatisfy(collectable -> {
            assertThat(collectable.amount0()).isZero();
            assertThat(collectable.amount1()).isZero();
        });
    }

    private void compareAll() {
        List<Collectable> ours = reader.fetchCollectable(ids);
        for (int i = 0; i < ids.size(); i++) {
            Collectable collectable = ours.get(i);
            assertThat(List.of(collectable.amount0(), collectable.amount1()))
                    .as("position " + ids.get(i))
                    .isEqualTo(asked(ids.get(i)));
        }
    }

    private List<BigInteger> asked(BigInteger id) {
        return asked(node, manager, owner, id);
    }

    /** What collect answers to the owner of a position who asks for all, without a transaction. */
    static List<BigInteger> asked(AnvilNode node, Contract manager, Address owner, BigInteger id) {
        String answer = node.rpc()
                .call(
                        "eth_call",
                        List.of(
                                Map.of(
                                        "from",
                                        owner.hex(),
                                        "to",
                                        manager.address().hex(),
                                        "data",
                                        Contract.calldata("collect", collection(owner, id, UINT128_MAX))),
                                "latest"),
                        new TypeReference<String>() {});
        AbiData amounts = new AbiData("collect", Hex.decode(answer));
        return List.of(amounts.unsigned(0), amounts.unsigned(1));
    }

    private void decrease(BigInteger id, BigInteger liquidity) {
        if (liquidity.signum() > 0) {
            receipts.accept(manager.send(
                    owner,
                    "decreaseLiquidity",
                    new StaticStruct(
                            new Uint256(id), new Uint128(liquidity), Abi.uint256(0), Abi.uint256(0), Abi.UINT256_MAX)));
        }
    }

    private void collect(BigInteger id, BigInteger most) {
        if (most.signum() > 0) {
            receipts.accept(manager.send(owner, "collect", collection(owner, id, most)));
        }
    }

    /** The argument of collect. */
    static StaticStruct collection(Address owner, BigInteger id, BigInteger most) {
        return new StaticStruct(new Uint256(id), Abi.address(owner), new Uint128(most), new Uint128(most));
    }

    /** Odd amounts, so that there is something to round. */
    private BigInteger amount() {
        return new BigInteger(62, random).add(BigInteger.ONE);
    }

    /** The numbers of the positions. */
    public List<BigInteger> ids() {
        return List.copyOf(ids);
    }
}
