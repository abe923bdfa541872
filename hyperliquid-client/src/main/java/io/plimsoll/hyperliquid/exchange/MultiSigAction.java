package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;

/**
 * An action of a multi-sig account with the signatures of its keys; made by {@link MultiSigProposal#wrap}.
 *
 * @param signatureChainId chain id of the wallet that sends it, hexadecimal
 * @param signatures of the account's keys, as many as its threshold
 * @param payload what they signed
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/hypercore/multi-sig">multi-sig</a>
 */
@JsonTypeName("multiSig")
public record MultiSigAction(String signatureChainId, List<MultiSigSignature> signatures, Payload payload)
        implements Action<Accepted> {
    public MultiSigAction {
        signatures = List.copyOf(signatures);
    }

    /**
     * What was signed.
     *
     * @param multiSigUser address of the account
     * @param outerSigner address of the key that sends it
     * @param action the action
     */
    public record Payload(String multiSigUser, String outerSigner, RawAction action) {}

    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }
}
