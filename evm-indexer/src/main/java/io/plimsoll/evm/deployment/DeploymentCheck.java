package io.plimsoll.evm.deployment;

import io.plimsoll.core.domain.chain.ChainReader;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.evm.abi.AbiData;
import io.plimsoll.evm.multicall.NewestState;
import io.plimsoll.evm.protocol.StateReads;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks a chain whether an {@link AddressBook} is right: position managers for their factory, addresses providers for the contracts
 * of their market, tokens for their decimals. Do so before trusting a book with money: projects upgrade. Thread-safe.
 */
public final class DeploymentCheck {
    private static final Map<AaveMarket.Role, String> PROVIDED = Map.of(
            AaveMarket.Role.POOL, "getPool",
            AaveMarket.Role.DATA_PROVIDER, "getPoolDataProvider",
            AaveMarket.Role.ORACLE, "getPriceOracle",
            AaveMarket.Role.POOL_CONFIGURATOR, "getPoolConfigurator",
            AaveMarket.Role.ACL_MANAGER, "getACLManager");

    private final ChainReader chain;

    /**
     * Something that the chain says otherwise.
     *
     * @param what was asked, such as {@code HyperLend oracle}
     * @param asked the contract that answered
     * @param expected by the book
     * @param answered by the chain; {@code no answer} if the call failed or was answered by nobody
     */
    public record Difference(String what, Address asked, String expected, String answered) {}

    private record Question(String what, Address asked, String function, String expected) {
        Question(String what, Address asked, String function, Address expected) {
            this(what, asked, function, expected.hex());
        }

        String read(AbiData answer) {
            return function.equals("decimals")
                    ? answer.unsigned(0).toString()
                    : answer.address(0).hex();
        }
    }

    /** A check on one chain. */
    public DeploymentCheck(ChainReader chain) {
        this.chain = chain;
    }

    /**
     * What the chain says otherwise than the book, in the newest block; nothing if they agree.
     *
     * @throws io.plimsoll.core.foundation.error.SourceException if the chain cannot be read
     */
    public List<Difference> compare(AddressBook book) {
        List<Question> questions = questions(book, chain.chainId());
        return NewestState.read(chain, block -> {
            StateReads reads = new StateReads(chain, block);
            List<Supplier<Optional<String>>> answers = questions.stream()
                    .map(question -> reads.find(question.asked, question::read, question.function))
                    .toList();
            reads.ask();
            List<Difference> differences = new ArrayList<>();
            for (int i = 0; i < questions.size(); i++) {
                Question question = questions.get(i);
                String answered = answers.get(i).get().orElse("no answer");
                if (!answered.equals(question.expected)) {
                    differences.add(new Difference(question.what, question.asked, question.expected, answered));
                }
            }
            return differences;
        });
    }

    private static List<Question> questions(AddressBook book, ChainId chain) {
        List<Question> questions = new ArrayList<>();
        for (Dex dex : book.dexes(chain)) {
            if (dex.kind().layout().isPresent()) {
                dex.positionManager()
                        .ifPresent(manager -> questions.add(new Question(
                                dex.name() + " factory",
                                manager.address(),
                                "factory",
                                dex.factory().address())));
            }
        }
        for (AaveMarket market : book.aaveMarkets(chain)) {
            market.contracts().forEach((role, deployment) -> {
                String function = PROVIDED.get(role);
                if (function != null) {
                    questions.add(new Question(
                            market.name() + " " + role,
                            market.addressesProvider().address(),
                            function,
                            deployment.address()));
                }
            });
        }
        for (KnownToken token : book.tokens(chain)) {
            token.decimals()
                    .ifPresent(decimals -> questions.add(new Question(
                            token.symbol() + " decimals",
                            token.deployment().address(),
                            "decimals",
                            Integer.toString(decimals))));
        }
        return questions;
    }
}
