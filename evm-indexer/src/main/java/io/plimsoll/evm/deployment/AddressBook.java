package io.plimsoll.evm.deployment;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.crypto.Eip55;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Addresses of deployments, by chain: the same address is another contract elsewhere. Each has how sure it is. A book is text, one
 * contract per line; one's own may be read in its place:
 *
 * <pre>
 *   chain;section;name;role;address;confidence;first block;extra
 *   999;dex;Project X;factory;0xFf7B3e8C00e57ea31477c32A5B52a58Eea47b072;HIGH;7876741;BY_FEE
 * </pre>
 *
 * Sections are {@code dex} (roles factory, positionManager, router, quoter; extra of the factory is the {@link DexKind}), {@code
 * aave} and {@code morpho} (roles as there), {@code feed} (name is the provider, role the pair), {@code token} (name is the symbol,
 * extra {@code decimals/index on HyperCore}, either may be empty), {@code contract} (any role). Lines with {@code #} are comments.
 * Immutable.
 */
public final class AddressBook {
    private static final String HYPEREVM = "hyperevm.csv";
    private static final int COLUMNS = 8;

    private final List<Dex> dexes;
    private final List<AaveMarket> aaveMarkets;
    private final List<MorphoDeployment> morphos;
    private final List<OracleFeed> feeds;
    private final List<KnownToken> tokens;
    private final List<KnownContract> contracts;
    private final Map<Place, String> labels;

    private record Place(ChainId chain, Address address) {}

    private record Line(ChainId chain, String section, String name, String role, Deployment deployment, String extra) {
        Owner owner() {
            return new Owner(chain, name);
        }
    }

    private record Owner(ChainId chain, String name) {}

    private AddressBook(List<Line> lines) {
        labels = labels(lines);
        dexes = group(lines, "dex").values().stream().map(AddressBook::dex).toList();
        aaveMarkets =
                group(lines, "aave").values().stream().map(AddressBook::aave).toList();
        morphos = group(lines, "morpho").values().stream()
                .map(AddressBook::morpho)
                .toList();
        feeds = of(lines, "feed").stream()
                .map(line ->
                        new OracleFeed(line.chain, OracleFeed.Provider.valueOf(line.name), line.role, line.deployment))
                .toList();
        tokens = of(lines, "token").stream().map(AddressBook::token).toList();
        contracts = of(lines, "contract").stream()
                .map(line -> new KnownContract(line.chain, line.name, line.role, line.deployment))
                .toList();
    }

    /** What public sources said of HyperEVM and its testnet; the date is in the file {@code hyperevm.csv} beside this class. */
    public static AddressBook hyperEvm() {
        InputStream resource =
                Objects.requireNonNull(AddressBook.class.getResourceAsStream(HYPEREVM), "resource " + HYPEREVM);
        try (Reader reader = new InputStreamReader(resource, StandardCharsets.UTF_8)) {
            return parse(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource " + HYPEREVM, e);
        }
    }

    /**
     * The book in a text.
     *
     * @throws IllegalArgumentException if a line is none, an address has no or a wrong checksum, or is there twice on a chain; the
     *     line is named
     * @throws UncheckedIOException if it cannot be read
     */
    public static AddressBook parse(Reader text) {
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String row : new BufferedReader(text).lines().toList()) {
            number++;
            if (!row.isBlank() && !row.startsWith("#")) {
                try {
                    lines.add(line(row));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
                }
            }
        }
        return new AddressBook(lines);
    }

    private static Line line(String row) {
        String[] columns = row.split(";", -1);
        if (columns.length != COLUMNS) {
            throw new IllegalArgumentException(COLUMNS + " columns are wanted, got " + columns.length + ": " + row);
        }
        if (!List.of("dex", "aave", "morpho", "feed", "token", "contract").contains(columns[1])) {
            throw new IllegalArgumentException("no such section: " + columns[1]);
        }
        Address address = Address.parse(columns[4]);
        if (!Eip55.format(address).equals(columns[4])) {
            throw new IllegalArgumentException(
                    "address " + columns[4] + " is not as its checksum wants it: " + Eip55.format(address));
        }
        return new Line(
                new ChainId(Long.parseLong(columns[0])),
                columns[1],
                columns[2],
                columns[3],
                new Deployment(
                        address,
                        Confidence.valueOf(columns[5]),
                        columns[6].isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(columns[6]))),
                columns[7]);
    }

    private static Map<Place, String> labels(List<Line> lines) {
        Map<Place, String> labels = new HashMap<>();
        for (Line line : lines) {
            String label = line.section.equals("token") ? line.name : line.name + " " + line.role;
            String other = labels.putIfAbsent(new Place(line.chain, line.deployment.address()), label);
            if (other != null) {
                throw new IllegalArgumentException("address " + line.deployment.address() + " is both " + other
                        + " and " + label + " on chain " + line.chain);
            }
        }
        return Map.copyOf(labels);
    }

    private static List<Line> of(List<Line> lines, String section) {
        return lines.stream().filter(line -> line.section.equals(section)).toList();
    }

    private static Map<Owner, List<Line>> group(List<Line> lines, String section) {
        Map<Owner, List<Line>> groups = new LinkedHashMap<>();
        of(lines, section)
                .forEach(line -> groups.computeIfAbsent(line.owner(), owner -> new ArrayList<>())
                        .add(line));
        return groups;
    }

    private static Dex dex(List<Line> lines) {
        Line first = lines.get(0);
        List<Line> factories = role(lines, "factory");
        List<Line> managers = role(lines, "positionManager");
        List<Line> routers = role(lines, "router");
        List<Line> quoters = role(lines, "quoter");
        if (factories.size() != 1
                || managers.size() > 1
                || lines.size() != 1 + managers.size() + routers.size() + quoters.size()) {
            throw new IllegalArgumentException("dex " + first.name + " on chain " + first.chain
                    + " has one factory, perhaps a positionManager, routers and quoters, got "
                    + lines.stream().map(Line::role).toList());
        }
        return new Dex(
                first.chain,
                first.name,
                DexKind.valueOf(factories.get(0).extra),
                factories.get(0).deployment,
                managers.stream().map(Line::deployment).findFirst(),
                routers.stream().map(Line::deployment).toList(),
                quoters.stream().map(Line::deployment).toList());
    }

    private static List<Line> role(List<Line> lines, String role) {
        return lines.stream().filter(line -> line.role.equals(role)).toList();
    }

    private static AaveMarket aave(List<Line> lines) {
        return new AaveMarket(lines.get(0).chain, lines.get(0).name, contracts(lines, AaveMarket.Role.class));
    }

    private static MorphoDeployment morpho(List<Line> lines) {
        return new MorphoDeployment(lines.get(0).chain, contracts(lines, MorphoDeployment.Role.class));
    }

    private static <R extends Enum<R>> Map<R, Deployment> contracts(List<Line> lines, Class<R> roles) {
        Map<R, Deployment> contracts = new EnumMap<>(roles);
        for (Line line : lines) {
            R found = null;
            for (R role : roles.getEnumConstants()) {
                found = role.toString().equals(line.role) ? role : found;
            }
            if (found == null || contracts.put(found, line.deployment) != null) {
                throw new IllegalArgumentException("no such role, or twice: " + line.role + " of " + line.name);
            }
        }
        return contracts;
    }

    private static KnownToken token(Line line) {
        String[] numbers = line.extra.split("/", -1);
        if (numbers.length != 2) {
            throw new IllegalArgumentException(
                    "extra of token " + line.name + " is decimals/index, got '" + line.extra + "'");
        }
        return new KnownToken(line.chain, line.name, number(numbers[0]), number(numbers[1]), line.deployment);
    }

    private static OptionalInt number(String text) {
        return text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
    }

    /** Exchanges on a chain. */
    public List<Dex> dexes(ChainId chain) {
        return dexes.stream().filter(dex -> dex.chain().equals(chain)).toList();
    }

    /** An exchange by its name in this book. */
    public Optional<Dex> findDex(ChainId chain, String name) {
        return dexes(chain).stream().filter(dex -> dex.name().equals(name)).findFirst();
    }

    /** Markets made of Aave V3 on a chain. */
    public List<AaveMarket> aaveMarkets(ChainId chain) {
        return aaveMarkets.stream()
                .filter(market -> market.chain().equals(chain))
                .toList();
    }

    /** A market made of Aave V3 by its name in this book. */
    public Optional<AaveMarket> findAaveMarket(ChainId chain, String name) {
        return aaveMarkets(chain).stream()
                .filter(market -> market.name().equals(name))
                .findFirst();
    }

    /** Morpho Blue on a chain. */
    public Optional<MorphoDeployment> findMorpho(ChainId chain) {
        return morphos.stream().filter(morpho -> morpho.chain().equals(chain)).findFirst();
    }

    /** Contracts that tell prices on a chain. */
    public List<OracleFeed> feeds(ChainId chain) {
        return feeds.stream().filter(feed -> feed.chain().equals(chain)).toList();
    }

    /** Tokens on a chain. */
    public List<KnownToken> tokens(ChainId chain) {
        return tokens.stream().filter(token -> token.chain().equals(chain)).toList();
    }

    /** A token by its symbol in this book. */
    public Optional<KnownToken> findToken(ChainId chain, String symbol) {
        return tokens(chain).stream()
                .filter(token -> token.symbol().equals(symbol))
                .findFirst();
    }

    /** All other contracts on a chain. */
    public List<KnownContract> contracts(ChainId chain) {
        return contracts.stream()
                .filter(contract -> contract.chain().equals(chain))
                .toList();
    }

    /** What is at an address, for tables: {@code HyperSwap V3 factory}. */
    public Optional<String> findLabel(ChainId chain, Address address) {
        return Optional.ofNullable(labels.get(new Place(chain, address)));
    }
}
