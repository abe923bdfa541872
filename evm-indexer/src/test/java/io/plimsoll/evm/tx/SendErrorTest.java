package io.plimsoll.evm.tx;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.evm.rpc.JsonRpcException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendErrorTest {
    /** In the words of geth, erigon, nethermind, besu, reth, openethereum, arbitrum, optimism and anvil. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "already known | ALREADY_KNOWN",
                "ALREADY_EXISTS: already known | ALREADY_KNOWN",
                "known transaction: 0x0c4f | ALREADY_KNOWN",
                "INTERNAL_ERROR: existing tx with same hash | ALREADY_KNOWN",
                "AlreadyKnown | ALREADY_KNOWN",
                "Known transaction | ALREADY_KNOWN",
                "transaction already imported | ALREADY_KNOWN",
                "Transaction with the same hash was already imported. | ALREADY_KNOWN",
                "replacement transaction underpriced | REPLACEMENT_UNDERPRICED",
                "Replacement transaction underpriced | REPLACEMENT_UNDERPRICED",
                "ReplacementNotAllowed | REPLACEMENT_UNDERPRICED",
                "INTERNAL_ERROR: could not replace existing tx | REPLACEMENT_UNDERPRICED",
                "Transaction gas price 1 is too low. There is another transaction with same nonce in the queue | REPLACEMENT_UNDERPRICED",
                "future transaction tries to replace pending | REPLACEMENT_UNDERPRICED",
                "nonce too low | NONCE_TOO_LOW",
                "nonce too low: next nonce 5, tx nonce 4 | NONCE_TOO_LOW",
                "OldNonce, Current nonce: 5, nonce of rejected tx: 4 | NONCE_TOO_LOW",
                "Transaction nonce is too low. Try incrementing the nonce. | NONCE_TOO_LOW",
                "invalid transaction nonce | NONCE_TOO_LOW",
                "nonce too high | NONCE_TOO_HIGH",
                "Transaction nonce is too distant from current sender nonce; nonce too distant | NONCE_TOO_HIGH",
                "transaction underpriced | UNDERPRICED",
                "transaction underpriced: gas tip cap 0, minimum needed 1 | UNDERPRICED",
                "max fee per gas less than block base fee: address 0x01, maxFeePerGas: 1, baseFee: 2 | UNDERPRICED",
                "FeeTooLow, MaxFeePerGas too low | UNDERPRICED",
                "Gas price below configured minimum gas price: gas price below 1 gwei | UNDERPRICED",
                "gas price too low | UNDERPRICED",
                "Transaction gas price is too low. It does not satisfy your node's minimal gas price | UNDERPRICED",
                "insufficient funds for gas * price + value: address 0x01 have 0 want 1 | INSUFFICIENT_FUNDS",
                "InsufficientFunds, Balance is zero, cannot pay gas | INSUFFICIENT_FUNDS",
                "Upfront cost exceeds account balance | INSUFFICIENT_FUNDS",
                "not enough funds for gas | INSUFFICIENT_FUNDS",
                "intrinsic gas too low: gas 20000, minimum needed 21000 | GAS_TOO_LOW",
                "exceeds block gas limit | GAS_ABOVE_LIMIT",
                "Transaction gas limit exceeds block gas limit | GAS_ABOVE_LIMIT",
                "gas required exceeds allowance (30000000) | GAS_ABOVE_LIMIT",
                "tx fee (1.24 ether) exceeds the configured cap (1.00 ether) | FEE_ABOVE_CAP",
                "execution reverted: not liquidatable | REVERTED",
                "always failing transaction | REVERTED",
                "EVM error OutOfGas | REVERTED",
                "txpool is full | BUSY",
                "daily request limit exceeded | BUSY",
                "invalid sender | INVALID",
                "invalid chain id for signer: have 1 want 999 | INVALID",
                "transaction type not supported | INVALID",
                "rlp: expected List | INVALID",
                "something that nobody has ever said | UNKNOWN"
            })
    void words_haveTheirMeaning(String message, SendError error) {
        assertThat(SendError.of(message)).isEqualTo(error);
        assertThat(SendError.of(
                        new JsonRpcException("node", "eth_sendRawTransaction", -32000, message, Optional.empty())))
                .isEqualTo(error);
    }

    @Test
    void nameOfTheEndpoint_isNoPartOfItsWords() {
        assertThat(SendError.of(new JsonRpcException(
                        "already known as nonce too low",
                        "eth_sendRawTransaction",
                        -32000,
                        "txpool is full",
                        Optional.empty())))
                .isEqualTo(SendError.BUSY);
    }

    @Test
    void codeThree_isARevertWhateverIsSaid() {
        assertThat(SendError.of(new JsonRpcException("node", "eth_call", 3, "", Optional.of("0x"))))
                .isEqualTo(SendError.REVERTED);
    }
}
