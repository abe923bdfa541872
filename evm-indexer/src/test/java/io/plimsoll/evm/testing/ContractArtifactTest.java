package io.plimsoll.evm.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.foundation.chain.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractArtifactTest {
    private static final String PLACEHOLDER = "__$0123456789abcdef0123456789abcdef01$__";
    private static final Address MATH = Address.parse("0x" + "ab".repeat(20));

    @TempDir
    Path folder;

    private ContractArtifact read(String json) throws IOException {
        return ContractArtifact.read(Files.writeString(folder.resolve("Pool.json"), json));
    }

    private ContractArtifact pool() throws IOException {
        return read("""
                {"contractName": "Pool", "abi": [], "bytecode": "0x6001%s6002%s", "deployedBytecode": "0x60",
                 "linkReferences": {"contracts/Math.sol": {"Math": [{"start": 2, "length": 20}, {"start": 24, "length": 20}]}}}
                """.formatted(PLACEHOLDER, PLACEHOLDER));
    }

    @Test
    void read_findsThePlacesOfLibraries() throws IOException {
        assertThat(pool().libraries()).isEqualTo(Map.of("Math", List.of(2, 24)));
        assertThat(pool().name()).isEqualTo("Pool");
        assertThat(pool().runtimeCode()).isEqualTo("0x60");
    }

    @Test
    void link_fillsEveryPlace() throws IOException {
        ContractArtifact linked = pool().link(Map.of("Math", MATH, "Unused", Address.ZERO));

        assertThat(linked.creationCode()).isEqualTo("0x6001" + "ab".repeat(20) + "6002" + "ab".repeat(20));
        assertThat(linked.libraries()).isEmpty();
    }

    @Test
    void link_withoutAnAddress_namesTheLibrary() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pool().link(Map.of("Logic", MATH)))
                .withMessageContaining("Pool")
                .withMessageContaining("Math");
    }

    @Test
    void read_withoutLinkReferences_hasNoLibraries() throws IOException {
        assertThat(read("{\"contractName\":\"Token\",\"bytecode\":\"0x60\",\"deployedBytecode\":\"0x\"}")
                        .libraries())
                .isEmpty();
    }

    @Test
    void read_ofWhatIsNoArtifact_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("{\"contractName\":\"Token\"}"))
                .withMessageContaining("bytecode");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContractArtifact.read(folder.resolve("none.json")))
                .withMessageContaining("none.json");
    }
}
