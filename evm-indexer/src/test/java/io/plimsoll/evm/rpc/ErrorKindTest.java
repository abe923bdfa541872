package io.plimsoll.evm.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The wordings are those of nodes and providers, as users report them. */
class ErrorKindTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            eth_call           | 3      | execution reverted: too many requests                                   | ANSWER
            eth_call           | -32000 | execution reverted                                                      | ANSWER
            eth_call           | -32603 | Error: VM Exception while processing transaction: revert, try again     | ANSWER
            eth_call           | -32015 | VM execution error: Reverted 0x                                         | ANSWER
            eth_estimateGas    | -32000 | gas required exceeds allowance (0)                                      | ANSWER
            eth_sendRawTransaction | -32000 | nonce too low: next nonce 4, tx nonce 3                             | ANSWER
            eth_sendRawTransaction | -32603 | nonce too low                                                       | ANSWER
            eth_sendRawTransaction | -32000 | nonce too low: next nonce 429, tx nonce 428                         | ANSWER
            eth_sendRawTransaction | -32000 | insufficient funds: have 14290 want 429                             | ANSWER
            eth_estimateGas    | -32000 | gas required exceeds allowance (14290)                                  | ANSWER
            eth_call           | -32000 | upstream answered HTTP 429                                              | RATE_LIMITED
            eth_sendRawTransaction | -32000 | already known                                                       | ANSWER
            eth_sendRawTransaction | -32000 | replacement transaction underpriced                                 | ANSWER
            eth_sendRawTransaction | -32603 | insufficient funds for gas * price + value                          | ANSWER
            eth_getLogs        | -32005 | query returned more than 10000 results                                  | ANSWER
            eth_getLogs        | -32005 | limit exceeded                                                          | ANSWER
            eth_getLogs        | -32602 | query exceeds max block range 50                                        | ANSWER
            eth_getLogs        | -32602 | Log response size exceeded. You can make eth_getLogs requests with up to a 2K block range | ANSWER
            eth_getLogs        | -32603 | requested too many blocks from 0 to 5000000, maximum is set to 2048     | ANSWER
            eth_getLogs        | -32603 | internal error                                                          | TROUBLE
            eth_getLogs        | -32000 | requests limited to 100 per second                                      | RATE_LIMITED
            eth_getLogs        | -32614 | eth_getLogs is limited to a 10,000 range                                | ANSWER
            eth_getLogs        | -32602 | invalid params                                                          | ANSWER
            eth_getLogs        | -32602 | block range extends beyond current head block                           | BEHIND
            eth_getLogs        | -32602 | BlockOutOfRangeError: block height is 5 but requested was 9             | BEHIND
            eth_call           | -32603 | invalid block height: 1234                                              | BEHIND
            eth_call           | -32000 | header not found                                                        | BEHIND
            eth_call           | -32000 | missing trie node 12ab (path )                                          | TROUBLE
            eth_call           | -32001 | Resource not found                                                      | TROUBLE
            eth_call           | -32000 | required historical state unavailable (reexec=128)                      | TROUBLE
            eth_call           | -32603 | Internal error                                                          | TROUBLE
            eth_getBlockByNumber | -32000 | no available upstreams to process a request                           | TROUBLE
            eth_call           | 429    | Your app has exceeded its compute units per second capacity             | RATE_LIMITED
            eth_call           | -32005 | exceeded project rate limit                                             | RATE_LIMITED
            eth_call           | -32005 | daily request count exceeded, request rate limited                      | RATE_LIMITED
            eth_call           | -32016 | over rate limit                                                         | RATE_LIMITED
            eth_call           | -32029 | Too many requests                                                       | RATE_LIMITED
            eth_call           | -32000 | 429 Too Many Requests: over rate limit                                  | RATE_LIMITED
            eth_getLogs        | -32007 | 50/second request limit reached - reduce calls per second               | RATE_LIMITED
            eth_call           | -32005 | Batched requests are not supported by this server                       | BATCH_REFUSED
            eth_call           | -32010 | The batch request was too large                                         | BATCH_REFUSED
            eth_call           | -32600 | batch too large                                                         | BATCH_REFUSED
            eth_call           | -32602 | Number of requests in batch exceeds --rpc-max-batch-size                | BATCH_REFUSED
            eth_bigBlockGasPrice | -32601 | the method eth_bigBlockGasPrice does not exist/is not available       | UNKNOWN_METHOD
            eth_feeHistory     | -32000 | Method not found                                                        | UNKNOWN_METHOD
            """)
    void errors_areTold_apart(String method, int code, String words, ErrorKind kind) {
        assertThat(ErrorKind.of(method, code, words)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            batch too large                            | 100 | 50
            Exceeded max limit of 20                   | 100 | 20
            batch of 100 is too large, limit is 10     | 100 | 10
            batch limit 1000 exceeded                  | 100 | 50
            batches are not supported                  | 100 | 1
            Number of requests in batch exceeds        | 2   | 1
            """)
    void refusedBatch_namesTheNextOrIsHalved(String words, int sent, int next) {
        assertThat(ErrorKind.batchAfter(words, sent)).isEqualTo(next);
    }
}
