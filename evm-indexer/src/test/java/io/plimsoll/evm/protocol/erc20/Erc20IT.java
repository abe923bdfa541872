package io.plimsoll.evm.protocol.erc20;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.core.domain.chain.ChainLog;
import io.plimsoll.core.domain.event.EventDecoder;
import io.plimsoll.core.domain.market.Token;
import io.plimsoll.core.domain.token.TokenTransfer;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.evm.multicall.MulticallReader;
import io.plimsoll.evm.testing.Abi;
import io.plimsoll.evm.testing.AnvilNode;
import io.plimsoll.evm.testing.Contract;
import io.plimsoll.evm.testing.DecodedLogs;
import io.plimsoll.evm.testing.Multicall3Deployment;
import io.plimsoll.evm.testing.NodeModules;
import io.plimsoll.evm.testing.NodeTest;
import io.plimsoll.evm.testing.TestToken;
import io.plimsoll.evm.testing.UniswapV3Deployment;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.web3j.abi.datatypes.generated.Uint256;

@NodeTest
class Erc20IT {
    private static final List<EventDecoder<?>> TOKEN = List.of(Erc20Events.TRANSFER, Erc20Events.APPROVAL);
    private static final List<EventDecoder<?>> WRAPPED = List.of(
            Erc20Events.TRANSFER, Erc20Events.APPROVAL, Erc20Events.WRAPPED_DEPOSIT, Erc20Events.WRAPPED_WITHDRAWAL);

    private static Map<Address, BigInteger> balances(DecodedLogs logs) {
        Map<Address, BigInteger> balances = new HashMap<>();
        for (TokenTransfer transfer : logs.of(TokenTransfer.class)) {
            balances.merge(transfer.sender(), transfer.amount().negate(), BigInteger::add);
            balances.merge(transfer.recipient(), transfer.amount(), BigInteger::add);
        }
        return balances;
    }

    @Test
    void transfers_addUpToBalances_andApprovalsAreRead(AnvilNode node, NodeModules modules) {
        Address alice = node.accounts().get(0);
        Address bob = node.accounts().get(1);
        Multicall3Deployment.deploy(node, modules);
        MulticallReader chain = new MulticallReader(node.rpc());
        TestToken token = TestToken.deploy(node, modules, alice, "USDT0", 6);
        DecodedLogs logs = new DecodedLogs(node);

        logs.take(token.mint(alice, BigInteger.valueOf(1_000)), token.address(), TOKEN);
        logs.take(token.contract().send(alice, "transfer", Abi.address(bob), Abi.uint256(400)), token.address(), TOKEN);
        logs.take(token.contract().send(bob, "approve", Abi.address(alice), Abi.UINT256_MAX), token.address(), TOKEN);

        Map<Address, BigInteger> balances = balances(logs);
        TokenReader reader = new TokenReader(chain);
        assertThat(reader.fetchBalances(token.address(), List.of(bob, alice), chain.latest()))
                .containsExactly(balances.get(bob), balances.get(alice))
                .containsExactly(BigInteger.valueOf(400), BigInteger.valueOf(600));
        assertThat(logs.of(TokenTransfer.class).get(0).isMint()).isTrue();
        TokenApproval approval = logs.last(TokenApproval.class);
        assertThat(approval.owner()).isEqualTo(bob);
        assertThat(approval.spender()).isEqualTo(alice);
        assertThat(approval.isUnlimited()).isTrue();
        assertThat(approval.token().contract()).isEqualTo(token.address());

        Address nobody = Address.parse("0x" + "42".repeat(20));
        List<TokenMetadata> metadata = reader.fetch(List.of(
                token.address(),
                nobody,
                token.address(),
                Multicall3Deployment.deploy(node, modules).address()));
        assertThat(metadata).hasSize(3);
        assertThat(metadata.get(0).symbol()).contains("USDT0");
        assertThat(metadata.get(0).decimals()).isEqualTo(OptionalInt.of(6));
        assertThat(metadata.get(0).totalSupply()).contains(BigInteger.valueOf(1_000));
        assertThat(metadata.get(1).symbol()).isEmpty();
        assertThat(metadata.get(1).decimals()).isEmpty();
        assertThat(metadata.get(1).token()).isEqualTo(new Token(nobody, nobody.abbreviated(), 0));
        assertThat(metadata.get(2).totalSupply()).isEmpty();
        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> reader.fetchBalances(nobody, List.of(alice), chain.latest()))
                .withMessageContaining("balanceOf of ");
    }

    @Test
    void wrappedNative_needsItsDepositsAndWithdrawals(AnvilNode node, NodeModules modules) {
        Address alice = node.accounts().get(0);
        Address bob = node.accounts().get(1);
        Contract whype = modules.artifact("@aave/core-v3/artifacts/contracts/dependencies/weth/WETH9.sol/WETH9")
                .deploy(node, alice);
        DecodedLogs logs = new DecodedLogs(node);

        logs.take(
                node.send(alice, whype.address(), Contract.calldata("deposit"), BigInteger.valueOf(900)),
                whype.address(),
                WRAPPED);
        logs.take(whype.send(alice, "transfer", Abi.address(bob), Abi.uint256(300)), whype.address(), WRAPPED);
        logs.take(whype.send(bob, "withdraw", Abi.uint256(50)), whype.address(), WRAPPED);

        Map<Address, BigInteger> balances = balances(logs);
        for (Address holder : List.of(alice, bob)) {
            assertThat(balances.get(holder)).isEqualTo(whype.number("balanceOf", Abi.address(holder)));
        }
        assertThat(balances.get(Address.ZERO).negate()).isEqualTo(whype.number("totalSupply"));
    }

    @Test
    void transferOfAnNft_isNoTransferOfAToken(AnvilNode node, NodeModules modules) {
        Address alice = node.accounts().get(0);
        UniswapV3Deployment uniswap = UniswapV3Deployment.deploy(node, modules, alice);
        UniswapV3Deployment.Pool pool = uniswap.createPool(
                TestToken.deploy(node, modules, alice, "A", 18),
                TestToken.deploy(node, modules, alice, "B", 18),
                3000,
                BigInteger.ONE.shiftLeft(96));
        BigInteger id = uniswap.mint(alice, pool, -60, 60, BigInteger.TEN.pow(18), BigInteger.TEN.pow(18));
        List<ChainLog> approval = new DecodedLogs(node)
                .logs(uniswap.positionManager()
                        .send(alice, "approve", Abi.address(node.accounts().get(1)), new Uint256(id)));

        assertThat(approval).isNotEmpty();
        assertThat(approval.get(0).topics().get(0)).isEqualTo(Erc20Events.APPROVAL.topic());
        assertThat(Erc20Events.APPROVAL.decode(approval.get(0))).isEmpty();
        List<ChainLog> mint = new DecodedLogs(node)
                .logs(uniswap.positionManager()
                        .send(
                                alice,
                                "transferFrom",
                                Abi.address(alice),
                                Abi.address(node.accounts().get(1)),
                                new Uint256(id)));
        assertThat(mint).anySatisfy(log -> assertThat(log.topics().get(0)).isEqualTo(Erc20Events.TRANSFER.topic()));
        assertThat(mint)
                .allSatisfy(log -> assertThat(Erc20Events.TRANSFER.decode(log)).isEmpty());
    }
}
