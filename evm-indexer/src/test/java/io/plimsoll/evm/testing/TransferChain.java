package io.plimsoll.evm.testing;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.evm.rpc.RpcNeeds;
import io.plimsoll.evm.rpc.RpcRequest;
import io.plimsoll.evm.testing.AnvilNode.Placed;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.web3j.abi.datatypes.generated.Uint256;

/**
 * A chain full of token transfers that are known without looking at it: transfer n says what {@link #value}, {@link #sender} and {@link
 * #recipient} say, is of one of three {@link #tokens} and is where {@link #mined} says. Their numbers grow along the chain. Between
 * them are logs that are none. The same on every node. For one thread, which alone makes the node's blocks.
 */
public final class TransferChain {
    private static final TypeReference<String> TEXT = new TypeReference<>() {};
    private static final double FILLED = 0.4;
    private static final int NOISE_EVERY = 64;
    private static final int NOISE_LOGS = 3;
    private static final int MOST_IN_A_TRANSACTION = 200;
    private static final long GAS_OF_A_TRANSFER = 12_000;

    private final AnvilNode node;
    private final Contract storm;
    private final List<Address> tokens;
    private final List<Address> accounts;
    private final Map<Address, Long> nonces = new HashMap<>();
    private final List<Mined> mined = new ArrayList<>();
    private final Random random;
    private long next;

    /**
     * Where a transfer is.
     *
     * @param transfer its number
     */
    public record Mined(long transfer, long block, int transactionIndex, int logIndex) {}

    private TransferChain(AnvilNode node, Contract storm, long seed) {
        this.node = node;
        this.storm = storm;
        this.accounts = node.accounts();
        this.random = new Random(seed);
        this.tokens = List.of(
                storm.address("emitters", new Uint256(0)),
                storm.address("emitters", new Uint256(1)),
                storm.address("emitters", new Uint256(2)));
    }

    /** Begins one on a node, which gets blocks a second apart. One without {@code --prune-history} is slow above some hundred blocks. */
    public static TransferChain on(AnvilNode node, NodeModules modules, long seed) {
        node.rpc().find("anvil_setBlockTimestampInterval", List.of(1), new TypeReference<Object>() {});
        Contract storm =
                modules.own("TransferStorm").deploy(node, node.accounts().get(0));
        return new TransferChain(node, storm, seed);
    }

    /** The contracts that the transfers are of: 60, 30 and 10 % of them. */
    public List<Address> tokens() {
        return tokens;
    }

    /** The token of a transfer. */
    public Address token(long transfer) {
        long turn = transfer % 10;
        return tokens.get(turn < 6 ? 0 : turn < 9 ? 1 : 2);
    }

    /** Who sends. */
    public static Address sender(long transfer) {
        return Address.parse("%040x".formatted(0x1000 + transfer % 997));
    }

    /** Who gets it. */
    public static Address recipient(long transfer) {
        return Address.parse("%040x".formatted(0x2000 + transfer % 10007));
    }

    /** How much: n · 2²⁰⁰ + n. */
    public static BigInteger value(long transfer) {
        BigInteger number = BigInteger.valueOf(transfer);
        return number.shiftLeft(200).add(number);
    }

    /** The transfers that are on the chain now, in its order. */
    public List<Mined> mined() {
        return List.copyOf(mined);
    }

    /** Goes on up to block {@code head} with {@code transfers} more transfers, in about two fifths of the blocks. */
    public void grow(long head, long transfers) {
        long last = node.blockNumber();
        if (head <= last) {
            throw new IllegalArgumentException("the chain has block " + last + " already, cannot grow to " + head);
        }
        long left = transfers;
        for (long block = last + 1; block <= head; block++) {
            long count = block == head ? left : random.nextDouble() < FILLED ? some(left, head - block) : 0;
            if (count > 0 || block == head) {
                if (block - last > 1) {
                    node.mine(Math.toIntExact(block - last - 1));
                }
                mine(block, count);
                last = block;
                left -= count;
            }
        }
    }

    /** A part of what is left that leaves something for the other blocks, and none at their end. */
    private long some(long left, long blocksAfter) {
        return Math.min(left, Math.round(2 * random.nextDouble() * left / (1 + FILLED * blocksAfter)));
    }

    /** Mines one block with this many transfers. */
    public void mine(long transfers) {
        mine(node.blockNumber() + 1, transfers);
    }

    private void mine(long block, long transfers) {
        List<RpcRequest<String>> requests = new ArrayList<>();
        for (Storm each : storms(block, transfers)) {
            requests.add(request(each, requests.size()));
        }
        if (!requests.isEmpty()) {
            node.rpc()
                    .ask(
                            RpcNeeds.NONE,
                            requests,
                            answers -> requests.stream().map(answers::of).toList());
        }
        node.mine(1);
    }

    /** Transfers of one transaction. */
    private record Storm(Address from, String data) {}

    /** The transactions that bring new transfers in a block. */
    private List<Storm> storms(long block, long transfers) {
        List<Storm> storms = new ArrayList<>();
        int logIndex = 0;
        for (long done = 0; done < transfers; ) {
            long count = Math.min(transfers - done, 1 + random.nextInt(MOST_IN_A_TRANSACTION));
            for (long transfer = next; transfer < next + count; transfer++) {
                logIndex += transfer % NOISE_EVERY == 0 ? NOISE_LOGS : 0;
                mined.add(new Mined(transfer, block, storms.size(), logIndex++));
            }
            storms.add(new Storm(
                    accounts.get(storms.size() % accounts.size()),
                    Contract.calldata("storm", new Uint256(next), new Uint256(count))));
            next += count;
            done += count;
        }
        return storms;
    }

    /** The later in the block, the cheaper: that is the order in which the node takes them. */
    private RpcRequest<String> request(Storm each, int place) {
        long nonce = nonces.computeIfAbsent(each.from, this::nonce);
        nonces.put(each.from, nonce + 1);
        return RpcRequest.of(
                "eth_sendTransaction",
                List.of(Map.of(
                        "from", each.from.hex(),
                        "to", storm.address().hex(),
                        "data", each.data,
                        "nonce", Quantities.format(nonce),
                        "gasPrice", Quantities.format(1_000_000_000L - place),
                        "gas", Quantities.format(100_000 + GAS_OF_A_TRANSFER * MOST_IN_A_TRANSACTION))),
                TEXT);
    }

    private long nonce(Address account) {
        return Quantities.parse(node.rpc().call("eth_getTransactionCount", List.of(account.hex(), "latest"), TEXT))
                .longValueExact();
    }

    /**
     * Replaces the newest blocks, at the same height.
     *
     * @param transfers new ones, in some of the new blocks; those of the old blocks are gone
     */
    public void reorg(int depth, long transfers) {
        long first = node.blockNumber() - depth + 1;
        forget(first);
        List<Placed> placed = new ArrayList<>();
        long left = transfers;
        for (int offset = 0; offset < depth; offset++) {
            long count = offset == depth - 1 ? left : some(left, depth - 1L - offset);
            for (Storm each : storms(first + offset, count)) {
                placed.add(new Placed(offset, each.from, storm.address(), each.data));
            }
            left -= count;
        }
        node.reorg(depth, placed);
    }

    /** Drops the newest blocks with their transfers: the head is lower then. */
    public void rollback(int depth) {
        forget(node.blockNumber() - depth + 1);
        node.rollback(depth);
    }

    private void forget(long first) {
        mined.removeIf(transfer -> transfer.block >= first);
        nonces.clear();
    }
}
