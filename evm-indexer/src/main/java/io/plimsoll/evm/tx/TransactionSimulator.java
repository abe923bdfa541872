package io.plimsoll.evm.tx;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.Unusable;
import io.plimsoll.evm.rpc.JsonRpc;
import io.plimsoll.evm.rpc.JsonRpcException;
import io.plimsoll.evm.rpc.RpcAnswers;
import io.plimsoll.evm.rpc.RpcNeeds;
import io.plimsoll.evm.rpc.RpcRequest;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tries transactions without sending them, in the newest state. Thread-safe; each call is one exchange with an endpoint. */
public final class TransactionSimulator {
    private static final TypeReference<String> TEXT = new TypeReference<>() {};

    /** Nobody's: what is there in a simulation was put there by it. */
    private static final Address PROBE = Address.parse("0x70726f6265206f66207374617465206f76657272");

    /** Runtime code that returns the word 42. */
    private static final StateOverride PROBE_CODE = StateOverride.ofCode(Hex.decode("602a60005260206000f3"));

    private static final String PROBE_ANSWER = "0x" + "0".repeat(62) + "2a";

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record WireCall(String from, @Nullable String to, String value, String data) {
        static WireCall of(Address from, TransactionRequest request) {
            return new WireCall(
                    from.hex(),
                    request.to().map(Address::hex).orElse(null),
                    Quantity.format(request.value()),
                    Hex.encode(request.data()));
        }
    }

    private final JsonRpc rpc;

    /** Tries on what these endpoints say. */
    public TransactionSimulator(JsonRpc rpc) {
        this.rpc = rpc;
    }

    /**
     * Tries a transaction: {@code eth_call} and {@code eth_estimateGas}.
     *
     * @throws SourceException if no endpoint says
     */
    public Simulation simulate(Address from, TransactionRequest request) {
        WireCall call = WireCall.of(from, request);
        RpcRequest<String> output = RpcRequest.of("eth_call", List.of(call, "latest"), TEXT);
        RpcRequest<String> gas = RpcRequest.of("eth_estimateGas", List.of(call), TEXT);
        return rpc.ask(RpcNeeds.NONE, List.of(output, gas), answers -> read(answers, output, gas));
    }

    /**
     * Tries a transaction in a state that differs from the chain's. Not all endpoints can do this, and some of those that cannot do
     * not say so: whether the assumptions were taken is checked by one more in the same exchange.
     *
     * @param assumed by account
     * @throws Unusable if the endpoint does not take the assumptions
     * @throws SourceException if no endpoint says
     */
    public Simulation simulate(Address from, TransactionRequest request, Map<Address, StateOverride> assumed) {
        Map<String, StateOverride.Wire> overrides = new TreeMap<>();
        assumed.forEach((account, override) -> overrides.put(account.hex(), override.toWire()));
        overrides.put(PROBE.hex(), PROBE_CODE.toWire());
        WireCall call = WireCall.of(from, request);
        RpcRequest<String> output = RpcRequest.of("eth_call", List.of(call, "latest", overrides), TEXT);
        RpcRequest<String> gas = RpcRequest.of("eth_estimateGas", List.of(call, "latest", overrides), TEXT);
        WireCall asked = WireCall.of(from, TransactionRequest.call(PROBE, new byte[0]));
        RpcRequest<String> probe = RpcRequest.of("eth_call", List.of(asked, "latest", overrides), TEXT);
        // that an endpoint cannot do this is no failure of it
        Optional<Simulation> simulated = rpc.ask(
                RpcNeeds.NONE,
                List.of(output, gas, probe),
                answers -> answers.error(probe).isPresent()
                                || answers.find(probe)
                                        .filter(PROBE_ANSWER::equals)
                                        .isEmpty()
                        ? Optional.empty()
                        : Optional.of(read(answers, output, gas)));
        return simulated.orElseThrow(() -> new Unusable(
                rpc.source(), "does not simulate with state overrides; give the simulator an endpoint that does"));
    }

    private static Simulation read(RpcAnswers answers, RpcRequest<String> output, RpcRequest<String> gas) {
        Optional<JsonRpcException> failed = answers.error(output).or(() -> answers.error(gas));
        if (failed.isPresent()) {
            return failed(failed.get());
        }
        BigInteger estimate = Quantity.parse(answers.source(), answers.of(gas));
        if (estimate.signum() == 0) {
            throw new MalformedResponse(answers.source(), "eth_estimateGas answered 0", null);
        }
        try {
            return new Simulation.Succeeded(Hex.decode(answers.of(output)), estimate);
        } catch (IllegalArgumentException e) {
            throw new MalformedResponse(answers.source(), "eth_call answered no hex", e);
        }
    }

    private static Simulation failed(JsonRpcException error) {
        Optional<String> data = error.data().filter(hex -> hex.startsWith("0x"));
        SendError kind = SendError.of(error);
        if (kind == SendError.REVERTED || error.revertReason().isPresent()) {
            return new Simulation.Reverted(error.revertReason().orElseGet(error::getMessage), data);
        }
        if (kind.certainlyRefused() || kind == SendError.UNDERPRICED) {
            return new Simulation.Refused(kind, String.valueOf(error.getMessage()));
        }
        throw error.toSourceException();
    }
}
