package io.plimsoll.evm.testing;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.evm.rpc.JsonRpc;
import io.plimsoll.evm.rpc.JsonRpcException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * A real EVM node on loopback: foundry's anvil as a child process, started in milliseconds. Chain 31337, Cancun rules, base
 * fee 0, blocks of {@value #BLOCK_GAS_LIMIT} gas, ten unlocked accounts with 10,000 ether each. Thread-safe; ends with
 * {@link #close} or with this virtual machine, unless that is killed.
 *
 * <p>Blocks come only on command: {@link #send} mines one for its transaction, {@link #submit} leaves the transaction
 * waiting for {@link #mine}. Every call that the node refuses is a {@link JsonRpcException}; a node that does not start or
 * has died is a {@link SourceException.Transport}.
 *
 * @see <a href="https://getfoundry.sh/anvil/reference/">anvil reference</a>
 */
public final class AnvilNode implements AutoCloseable {
    /** Room for some hundred transactions from {@link #submit} in one block; {@code evm_setBlockGasLimit} changes it. */
    public static final long BLOCK_GAS_LIMIT = 10_000_000_000L;

    /** Fixed, as an estimate is one of the state before the block and may be too low in it. */
    private static final String TRANSACTION_GAS = Quantities.format(30_000_000);

    private static final String SOURCE = "anvil";
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final TypeReference<String> TEXT = new TypeReference<>() {};
    private static final TypeReference<Boolean> FLAG = new TypeReference<>() {};

    private record Header(String hash) {}

    /**
     * A transaction for a block that a reorganisation makes.
     *
     * @param offset of the block: 0 is the first that is replaced
     * @param from an unlocked account
     * @param data calldata as hex
     */
    public record Placed(int offset, Address from, Address to, String data) {}

    private final AnvilProcess process;
    private final OkHttpClient http = new OkHttpClient();
    private final JsonRpc rpc;
    private final AtomicLong reorgs = new AtomicLong();

    private AnvilNode(AnvilProcess process) {
        this.process = process;
        this.rpc = JsonRpc.of(SOURCE, process.url(), http, DEADLINE);
    }

    /**
     * Starts a node on a free port and waits until it answers.
     *
     * @param binary the native anvil executable, not the launcher script of its npm umbrella package
     * @param options further options of the command line, such as {@code --slots-in-an-epoch 1}
     * @throws SourceException.Transport if it does not start; the message carries its last words
     */
    public static AnvilNode start(Path binary, String... options) {
        List<String> command = new ArrayList<>(List.of(
                binary.toString(),
                "--port",
                "0",
                "--no-mining",
                "--hardfork",
                "cancun",
                "--block-base-fee-per-gas",
                "0",
                "--gas-limit",
                Long.toString(BLOCK_GAS_LIMIT)));
        command.addAll(List.of(options));
        AnvilNode node = new AnvilNode(AnvilProcess.start(command));
        try {
            node.command("anvil_setLoggingEnabled", false);
            return node;
        } catch (RuntimeException e) {
            node.close();
            throw e;
        }
    }

    /** Where it listens, for the client under test. */
    public HttpUrl url() {
        return process.url();
    }

    /** Calls for what has no method here. */
    public JsonRpc rpc() {
        return rpc;
    }

    /** The chain that the node claims to be. */
    public ChainId chainId() {
        return new ChainId(quantity("eth_chainId").longValueExact());
    }

    /** The unlocked accounts: those that {@link #send} can send from. */
    public List<Address> accounts() {
        return rpc.call("eth_accounts", List.of(), new TypeReference<List<String>>() {}).stream()
                .map(Address::parse)
                .toList();
    }

    /** The height of the chain; 0 on a fresh node. */
    public long blockNumber() {
        return quantity("eth_blockNumber").longValueExact();
    }

    /**
     * The hash of the block at a height.
     *
     * @throws MalformedResponse if the chain is not that high
     */
    public Bytes32 blockHash(long number) {
        return Bytes32.parse(rpc.call(
                        "eth_getBlockByNumber",
                        List.of(Quantities.format(number), false),
                        new TypeReference<Header>() {})
                .hash());
    }

    /** Mines {@code blocks} blocks; the first takes the transactions that wait. */
    public void mine(int blocks) {
        command("anvil_mine", Quantities.format(blocks));
    }

    /** Keeps the whole state of the chain for {@link #revert}; the answer names it. */
    public String snapshot() {
        return rpc.call("evm_snapshot", List.of(), TEXT);
    }

    /**
     * Goes back to a snapshot, which is used up with all that were taken after it.
     *
     * @throws IllegalArgumentException if there is no such snapshot (any more)
     */
    public void revert(String snapshot) {
        if (!rpc.call("evm_revert", List.of(snapshot), FLAG)) {
            throw new IllegalArgumentException("no snapshot " + snapshot + " on this node, or it was used already");
        }
    }

    /**
     * Replaces the newest {@code depth} blocks by empty ones: the height stays, their hashes and logs are gone. Each
     * reorganisation has its own fee recipient, as two empty blocks of the same parent and time would be the same block.
     */
    public void reorg(int depth) {
        reorg(depth, List.of());
    }

    /**
     * Replaces the newest {@code depth} blocks by others with these transactions. The height stays; those that were in the blocks
     * before are gone, and so are the nonces that they used.
     *
     * @param transactions those of one block in their order
     * @throws JsonRpcException if the node keeps no state so deep: where {@code --prune-history} says so
     */
    public void reorg(int depth, List<Placed> transactions) {
        command("anvil_setCoinbase", String.format("0x%040x", reorgs.incrementAndGet()));
        command(
                "anvil_reorg",
                depth,
                transactions.stream()
                        .map(placed -> List.of(
                                transaction(placed.from, placed.to, placed.data, BigInteger.ZERO), placed.offset))
                        .toList());
    }

    /** Drops the newest {@code depth} blocks: the head goes back, as on an endpoint that lags or was restored. */
    public void rollback(int depth) {
        command("anvil_rollback", depth);
    }

    /** Puts runtime code (hex) at an address, whatever was there. */
    public void setCode(Address at, String code) {
        command("anvil_setCode", at.hex(), code);
    }

    /** Gives an account exactly this balance. */
    public void setBalance(Address account, BigInteger wei) {
        command("anvil_setBalance", account.hex(), Quantities.format(wei));
    }

    /** Lets the next block, and all after it, come {@code by} later; whole seconds. */
    public void increaseTime(Duration by) {
        command("evm_increaseTime", by.toSeconds());
    }

    /** Calls a contract at the head, without a transaction; the answer is ABI-encoded hex. */
    public String call(Address to, String data) {
        return rpc.call("eth_call", List.of(Map.of("to", to.hex(), "data", data), "latest"), TEXT);
    }

    /**
     * Sends a transaction, mines a block with it and returns its receipt.
     *
     * @param from an unlocked account
     * @param data calldata as hex, {@code 0x} for none
     * @throws JsonRpcException if it reverts; {@link JsonRpcException#revertReason} says why
     */
    public Receipt send(Address from, Address to, String data) {
        return send(from, to, data, BigInteger.ZERO);
    }

    /** The same, with {@code wei} of native currency. */
    public Receipt send(Address from, Address to, String data, BigInteger wei) {
        return mined(transaction(from, to, data, wei));
    }

    /** Creates a contract from its creation code with encoded constructor arguments, and mines a block with it. */
    public Receipt create(Address from, String creationCode) {
        return mined(transaction(from, null, creationCode, BigInteger.ZERO));
    }

    /** Sends a transaction that waits for {@link #mine}, so that several share a block. The answer is its hash. */
    public Bytes32 submit(Address from, Address to, String data) {
        return submit(transaction(from, to, data, BigInteger.ZERO));
    }

    /** The receipt of a transaction, if it is in a block of the present chain. */
    public Optional<Receipt> findReceipt(Bytes32 transactionHash) {
        return rpc.find(
                        "eth_getTransactionReceipt",
                        List.of(transactionHash.hex()),
                        new TypeReference<WireReceipt>() {})
                .map(WireReceipt::toReceipt);
    }

    private Receipt mined(Map<String, String> transaction) {
        Bytes32 hash = submit(transaction);
        mine(1);
        Receipt receipt = findReceipt(hash)
                .orElseThrow(() -> new MalformedResponse(SOURCE, "mined a block without transaction " + hash, null));
        if (!receipt.succeeded()) {
            // a receipt has no reason; the same call on the state since then has
            rpc.call("eth_call", List.of(transaction, "latest"), TEXT);
            throw new IllegalStateException("transaction " + hash + " reverted in its block and would not now");
        }
        return receipt;
    }

    private Bytes32 submit(Map<String, String> transaction) {
        return Bytes32.parse(rpc.call("eth_sendTransaction", List.of(transaction), TEXT));
    }

    private static Map<String, String> transaction(Address from, @Nullable Address to, String data, BigInteger wei) {
        Map<String, String> transaction = new HashMap<>(
                Map.of("from", from.hex(), "data", data, "value", Quantities.format(wei), "gas", TRANSACTION_GAS));
        if (to != null) {
            transaction.put("to", to.hex());
        }
        return transaction;
    }

    private void command(String method, Object... params) {
        rpc.find(method, List.of(params), new TypeReference<Object>() {});
    }

    private BigInteger quantity(String method) {
        return Quantities.parse(rpc.call(method, List.of(), TEXT));
    }

    /** Kills the node; its chain is gone. */
    @Override
    public void close() {
        http.connectionPool().evictAll();
        process.close();
    }
}
