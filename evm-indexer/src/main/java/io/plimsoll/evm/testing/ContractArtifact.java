package io.plimsoll.evm.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.kit.http.JsonMapping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Type;

/**
 * A compiled contract, as hardhat and truffle write it: what goes onto a chain to create it.
 *
 * @param name of the contract in its source
 * @param creationCode hex with {@code 0x}; where the address of a library belongs, a placeholder that is no hex
 * @param runtimeCode what the creation leaves on the chain; immutables are zero in it and libraries not linked
 * @param libraries where the creation code wants the address of each library: byte positions by the library's name; empty
 *     once linked
 * @see <a href="https://hardhat.org/hardhat-runner/docs/advanced/artifacts">hardhat: compilation artifacts</a>
 */
public record ContractArtifact(
        String name, String creationCode, String runtimeCode, Map<String, List<Integer>> libraries) {
    private record Wire(
            String contractName,
            String bytecode,
            String deployedBytecode,
            @Nullable Map<String, Map<String, List<Position>>> linkReferences) {}

    private record Position(int start, int length) {}

    public ContractArtifact {
        libraries = Map.copyOf(libraries);
    }

    /**
     * The artifact in a JSON file.
     *
     * @throws IllegalArgumentException if there is no such file or it is no artifact
     */
    public static ContractArtifact read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("no artifact at " + file);
        }
        try {
            Wire wire = JsonMapping.newMapper().readValue(file.toFile(), Wire.class);
            Map<String, Map<String, List<Position>>> references =
                    wire.linkReferences == null ? Map.of() : wire.linkReferences;
            return new ContractArtifact(
                    wire.contractName, wire.bytecode, wire.deployedBytecode, positionsByLibrary(references));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not an artifact: " + file + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /**
     * The same contract with the addresses of its libraries filled in.
     *
     * @param addresses by the names of the libraries; those it does not use are ignored
     * @throws IllegalArgumentException if one that it uses is missing
     */
    public ContractArtifact link(Map<String, Address> addresses) {
        StringBuilder linked = new StringBuilder(creationCode);
        libraries.forEach((library, starts) -> {
            Address address = addresses.get(library);
            if (address == null) {
                throw new IllegalArgumentException(name + " needs the address of its library " + library);
            }
            String digits = address.hex().substring(2);
            for (int start : starts) {
                int at = 2 + 2 * start;
                linked.replace(at, at + digits.length(), digits);
            }
        });
        return new ContractArtifact(name, linked.toString(), runtimeCode, Map.of());
    }

    /**
     * Creates the contract on a node.
     *
     * @param from an unlocked account of the node, which pays
     * @param constructorArguments ABI values in the constructor's order
     * @throws IllegalArgumentException if it cannot be created: it is abstract or its libraries are not linked
     */
    public Contract deploy(AnvilNode node, Address from, Type<?>... constructorArguments) {
        if (!libraries.isEmpty()) {
            throw new IllegalArgumentException(name + " is not linked to its libraries " + libraries.keySet());
        }
        if (Hex.decode(creationCode).length == 0) {
            throw new IllegalArgumentException(name + " is abstract or an interface: there is nothing to create");
        }
        Receipt receipt = node.create(from, creationCode + encoded(constructorArguments));
        return new Contract(
                node,
                receipt.contract().orElseThrow(() -> new IllegalStateException("no contract came of " + receipt)));
    }

    @SuppressWarnings("rawtypes")
    private static String encoded(Type<?>... arguments) {
        return FunctionEncoder.encodeConstructor(Arrays.<Type>asList(arguments));
    }

    private static Map<String, List<Integer>> positionsByLibrary(
            Map<String, Map<String, List<Position>>> referencesByFile) {
        Map<String, List<Integer>> positions = new HashMap<>();
        referencesByFile
                .values()
                .forEach(references -> references.forEach((library, places) -> positions.put(
                        library, places.stream().map(Position::start).toList())));
        return positions;
    }
}
