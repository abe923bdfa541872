package io.plimsoll.evm.protocol.uniswapv3;

import io.plimsoll.core.domain.chain.CallResult;
import io.plimsoll.core.domain.chain.ChainReader;
import io.plimsoll.core.domain.chain.ContractCall;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.evm.abi.AbiData;
import java.util.ArrayList;
import java.util.List;

/** Calls of several kinds that go out together: the fewer steps a read takes, the less the chain moves on between them. */
final class CallPlan {
    private final List<ContractCall> calls = new ArrayList<>();
    private List<CallResult> results = List.of();

    /** Where the answers of these calls will be. */
    record Part(int from, int to) {}

    Part add(List<ContractCall> more) {
        calls.addAll(more);
        return new Part(calls.size() - more.size(), calls.size());
    }

    CallPlan ask(ChainReader chain, BlockRef block) {
        results = calls.isEmpty() ? List.of() : chain.call(calls, block);
        return this;
    }

    /** Answers of calls that may revert. */
    List<CallResult> results(Part part) {
        return results.subList(part.from, part.to);
    }

    /** Answers of calls that do not revert. */
    List<AbiData> answers(String what, Part part) {
        List<AbiData> answers = new ArrayList<>();
        for (int i = part.from; i < part.to; i++) {
            String asked = what + " of " + calls.get(i).to();
            if (!results.get(i).success()) {
                throw new MalformedResponse(
                        "chain", what + ": the call to " + calls.get(i).to() + " reverted", null);
            }
            answers.add(new AbiData(asked, results.get(i).data()));
        }
        return answers;
    }
}
