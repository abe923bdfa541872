package io.plimsoll.evm.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.crypto.Eip55;
import io.plimsoll.evm.multicall.MulticallReader;
import io.plimsoll.evm.protocol.algebra.AlgebraLayout;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AddressBookTest {
    private static final AddressBook BOOK = AddressBook.hyperEvm();
    private static final String GOOD =
            "999;dex;Some DEX;factory;0xFf7B3e8C00e57ea31477c32A5B52a58Eea47b072;HIGH;7876741;BY_FEE";

    private static AddressBook parse(String... lines) {
        return AddressBook.parse(new StringReader(String.join("\n", lines)));
    }

    /** On the text itself, without our parser: a digit that is typed wrong breaks the checksum. */
    @Test
    void everyAddress_hasItsChecksum_andIsThereOnce() throws IOException {
        Set<String> seen = new HashSet<>();
        List<String> lines;
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(AddressBook.class.getResourceAsStream("hyperevm.csv")),
                StandardCharsets.UTF_8))) {
            lines = reader.lines().filter(line -> !line.startsWith("#")).toList();
        }
        assertThat(lines).hasSizeGreaterThan(250);
        for (String line : lines) {
            String address = line.split(";", -1)[4];
            assertThat(address).matches("0x[0-9a-fA-F]{40}");
            assertThat(Eip55.format(Address.parse(address))).isEqualTo(address);
            assertThat(seen.add(line.split(";", -1)[0] + address)).as(line).isTrue();
        }
    }

    @Test
    void whatIsKnownOfHyperEvm_isFoundByItsName() {
        Dex hyperSwap = BOOK.findDex(ChainId.HYPEREVM, "HyperSwap V3").orElseThrow();
        assertThat(hyperSwap.kind()).isEqualTo(DexKind.BY_FEE);
        assertThat(hyperSwap.factory().address())
                .isEqualTo(Address.parse("0xB1c0fa0B789320044A6F623cFe5eBda9562602E3"));
        assertThat(hyperSwap.factory().confidence()).isEqualTo(Confidence.HIGH);
        assertThat(hyperSwap.positionManager().orElseThrow().address())
                .isEqualTo(Address.parse("0x6eDA206207c09e5428F281761DdC0D300851fBC8"));
        assertThat(hyperSwap.routers()).hasSize(2);
        Dex kitten = BOOK.findDex(ChainId.HYPEREVM, "KittenSwap Algebra").orElseThrow();
        assertThat(kitten.kind().layout()).contains(AlgebraLayout.INTEGRAL);
        assertThat(kitten.factory().firstBlock()).hasValue(11_198_369);
        assertThat(BOOK.findDex(ChainId.HYPEREVM_TESTNET, "HyperSwap V3")).isEmpty();

        AaveMarket hyperLend =
                BOOK.findAaveMarket(ChainId.HYPEREVM, "HyperLend").orElseThrow();
        assertThat(hyperLend.pool().address()).isEqualTo(Address.parse("0x00A89d7a5A02160f20150EbEA7a2b5E4879A1A8b"));
        assertThat(hyperLend.contract(AaveMarket.Role.DATA_PROVIDER).address())
                .isEqualTo(Address.parse("0x4f4d4cA1e0a8A21FE0B460613bEbe917f2eb4326"));
        assertThat(BOOK.aaveMarkets(ChainId.HYPEREVM_TESTNET))
                .extracting(AaveMarket::name)
                .containsExactlyInAnyOrder("HyperLend", "HypurrFi");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BOOK.findAaveMarket(ChainId.HYPEREVM, "HyperYield")
                        .orElseThrow()
                        .contract(AaveMarket.Role.ORACLE))
                .withMessageContaining("no oracle of HyperYield");

        assertThat(BOOK.findMorpho(ChainId.HYPEREVM).orElseThrow().morpho().address())
                .isEqualTo(Address.parse("0x68e37dE8d93d3496ae143F2E900490f6280C57cD"));
        assertThat(BOOK.findMorpho(ChainId.HYPEREVM_TESTNET)).isEmpty();
        KnownToken usdh = BOOK.findToken(ChainId.HYPEREVM, "USDH").orElseThrow();
        assertThat(usdh.decimals()).hasValue(6);
        assertThat(usdh.coreIndex()).hasValue(360);
        assertThat(BOOK.findToken(ChainId.HYPEREVM, "WHLP").orElseThrow().decimals())
                .isEmpty();
        assertThat(BOOK.feeds(ChainId.HYPEREVM)).anySatisfy(feed -> {
            assertThat(feed.provider()).isEqualTo(OracleFeed.Provider.REDSTONE);
            assertThat(feed.name()).isEqualTo("HYPE/USD");
            assertThat(feed.deployment().address())
                    .isEqualTo(Address.parse("0xa8a94Da411425634e3Ed6C331a32ab4fd774aa43"));
        });
        assertThat(BOOK.contracts(ChainId.HYPEREVM))
                .filteredOn(contract -> contract.role().equals("Multicall3"))
                .singleElement()
                .satisfies(
                        contract -> assertThat(contract.deployment().address()).isEqualTo(MulticallReader.MULTICALL3));
        assertThat(BOOK.findLabel(ChainId.HYPEREVM, Address.parse("0x5555555555555555555555555555555555555555")))
                .contains("WHYPE");
        assertThat(BOOK.findLabel(ChainId.HYPEREVM, hyperSwap.factory().address()))
                .contains("HyperSwap V3 factory");
        assertThat(BOOK.findLabel(new ChainId(1), MulticallReader.MULTICALL3)).isEmpty();
    }

    @Test
    void lineThatIsWrong_isNamed() {
        assertThat(parse("# comment", "", GOOD).dexes(ChainId.HYPEREVM)).hasSize(1);
        for (String wrong : List.of(
                "999;dex;Some DEX",
                GOOD.replace("0xFf7B", "0xff7B"),
                GOOD.replace("0xFf7B", "0xFf8B"),
                GOOD.toLowerCase(Locale.ROOT),
                GOOD.replace(";dex;", ";dox;"),
                GOOD.replace("HIGH", "SURE"),
                GOOD.replace("999", "mainnet"))) {
            assertThatIllegalArgumentException()
                    .as(wrong)
                    .isThrownBy(() -> parse("# comment", wrong))
                    .withMessageContaining("line 2");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse(GOOD, GOOD.replace("Some", "Other")))
                .withMessageContaining("is both Some DEX factory and Other DEX factory");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse(GOOD.replace("factory", "router")))
                .withMessageContaining("has one factory");
        assertThatIllegalArgumentException().isThrownBy(() -> parse(GOOD.replace("BY_FEE", "BY_MOON")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse(GOOD.replace(";dex;", ";aave;").replace("factory", "pool")))
                .withMessageContaining("an addresses provider");
        // on another chain it is another contract
        assertThat(parse(GOOD, GOOD.replace("999;", "998;")).dexes(ChainId.HYPEREVM_TESTNET))
                .hasSize(1);
    }
}
