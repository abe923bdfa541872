package io.plimsoll.pyth.onchain;

import static io.plimsoll.pyth.onchain.PythDeployment.Generation.ORIGINAL;
import static io.plimsoll.pyth.onchain.PythDeployment.Generation.UPGRADED;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.pyth.onchain.PythDeployment.Generation;
import java.util.List;
import java.util.Optional;

/**
 * Where Pyth's contracts are, as known on 2026-11-20: HyperEVM and the main EVM chains, not all of them. Look up by chain and
 * generation, never by address: {@code 0x6b81…775c} is the receiver of HyperEVM's upgraded contract and the price contract of
 * Abstract, {@code 0x2880…7b43} the price contract of five chains.
 *
 * <p>The pushed feeds that can be read without a key are on the {@link Generation#ORIGINAL} contracts. A chain without an
 * upgraded contract may have stopped at the cutover: look at the age of its prices.
 *
 * @see <a
 *     href="https://github.com/pyth-network/pyth-crosschain/blob/main/contract_manager/src/store/contracts/EvmPriceFeedContracts.json">EvmPriceFeedContracts.json</a>
 */
public final class PythDeployments {
    /** HyperEVM, upgraded in place; 43 feeds are pushed to it. */
    public static final PythDeployment HYPEREVM = new PythDeployment(
            ChainId.HYPEREVM,
            ORIGINAL,
            Address.parse("0xe9d69CdD6Fe41e7B621B4A688C5D1a68cB5c8ADc"),
            Optional.of(Address.parse("0x66E9cBa5529824a03B5Bc9931d9c63637101D0F7")),
            Optional.of(Address.parse("0xACeA761c27A909d4D3895128EBe6370FDE2dF481")));

    /** HyperEVM, the separate contract. */
    public static final PythDeployment HYPEREVM_UPGRADED = new PythDeployment(
            ChainId.HYPEREVM,
            UPGRADED,
            Address.parse("0x298B2f0ae8Efa7f90D845da02ef2E3a88A9BbC02"),
            Optional.of(Address.parse("0x6b81963B9302091910852337d0071aECe9c0775c")),
            Optional.of(Address.parse("0xACeA761c27A909d4D3895128EBe6370FDE2dF481")));

    /** HyperEVM testnet. */
    public static final PythDeployment HYPEREVM_TESTNET = new PythDeployment(
            ChainId.HYPEREVM_TESTNET,
            ORIGINAL,
            Address.parse("0x2880aB155794e7179c9eE2e38200202908C17B43"),
            Optional.of(Address.parse("0xb27e5ca259702f209a29225d0eDdC131039C9933")),
            Optional.empty());

    /** HyperEVM testnet, the separate contract. */
    public static final PythDeployment HYPEREVM_TESTNET_UPGRADED = new PythDeployment(
            ChainId.HYPEREVM_TESTNET,
            UPGRADED,
            Address.parse("0x99fA5f405b795cA03F2AE47Cd48FEd22029892a2"),
            Optional.of(Address.parse("0xf77705A55aA859A80f60b8d8C4A03D7f69D2D7Ba")),
            Optional.empty());

    private static final List<PythDeployment> ALL = List.of(
            HYPEREVM,
            HYPEREVM_UPGRADED,
            HYPEREVM_TESTNET,
            HYPEREVM_TESTNET_UPGRADED,
            // Ethereum
            deployment(1, ORIGINAL, "0x4305FB66699C3B2702D4d05CF36551390A4c69C6"),
            deployment(1, UPGRADED, "0x14b9932cc9AC8Ee03301665a8644A753f46D8552"),
            // Optimism
            deployment(10, ORIGINAL, "0xff1a0f4744e8582DF1aE09D5611b887B6a12925C"),
            deployment(10, UPGRADED, "0xa78951b6bADC9F4740f6f456E9144705D5C5E4B2"),
            // BNB Smart Chain
            deployment(56, ORIGINAL, "0x4D7E825f80bDf85e913E0DD2A2D54927e9dE1594"),
            deployment(56, UPGRADED, "0xdF21D137Aadc95588205586636710ca2890538d5"),
            // Unichain
            deployment(130, ORIGINAL, "0x2880aB155794e7179c9eE2e38200202908C17B43"),
            // Polygon
            deployment(137, ORIGINAL, "0xff1a0f4744e8582DF1aE09D5611b887B6a12925C"),
            deployment(137, UPGRADED, "0x6E7D74FA7d5c90FEF9F0512987605a6d546181Bb"),
            // Monad
            deployment(143, ORIGINAL, "0x2880aB155794e7179c9eE2e38200202908C17B43"),
            deployment(143, UPGRADED, "0xB754BA51E3861Ac0Cb67f73CD046dE790A36508d"),
            // Sonic
            deployment(146, ORIGINAL, "0x2880aB155794e7179c9eE2e38200202908C17B43"),
            deployment(146, UPGRADED, "0x2b9Bb0042dB2F30650d73BB83CBAE584807d2FE4"),
            // Abstract
            deployment(2741, UPGRADED, "0x6b81963B9302091910852337d0071aECe9c0775c"),
            // Base
            deployment(8453, ORIGINAL, "0x8250f4aF4B972684F7b336503E2D6dFeDeB1487a"),
            deployment(8453, UPGRADED, "0xbC16aee60f64864882BC6C4E428e148Fc0E272F5"),
            // Arbitrum One
            deployment(42_161, ORIGINAL, "0xff1a0f4744e8582DF1aE09D5611b887B6a12925C"),
            deployment(42_161, UPGRADED, "0xe15357fB7ab31E091583b9c4b4135BB2f176f38e"),
            // Avalanche
            deployment(43_114, ORIGINAL, "0x4305FB66699C3B2702D4d05CF36551390A4c69C6"),
            // Berachain
            deployment(80_094, ORIGINAL, "0x2880aB155794e7179c9eE2e38200202908C17B43"),
            deployment(80_094, UPGRADED, "0x2F968931d1B7326d2875E9500980211dcc535eE5"));

    private PythDeployments() {}

    /** All that are known here. */
    public static List<PythDeployment> all() {
        return ALL;
    }

    /** The contract of a chain and generation, if it is known here. */
    public static Optional<PythDeployment> find(ChainId chainId, Generation generation) {
        return ALL.stream()
                .filter(deployment -> deployment.chainId().equals(chainId) && deployment.generation() == generation)
                .findFirst();
    }

    private static PythDeployment deployment(long chainId, Generation generation, String contract) {
        return new PythDeployment(
                new ChainId(chainId), generation, Address.parse(contract), Optional.empty(), Optional.empty());
    }
}
