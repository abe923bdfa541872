package io.plimsoll.analytics.exposure;

import io.plimsoll.core.domain.market.Token;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which asset a market or token follows, and how many units of it.
 *
 * @param tokens asset behind a spot token, one to one; a token that is not listed follows itself
 * @param quotes tokens that are money, not exposure
 * @param contracts spot token that an ERC-20 contract stands for; a contract that is not listed follows itself, under its
 *     address, for anybody may call a worthless token {@code WHYPE}
 */
public record Underlyings(Map<String, String> tokens, Set<String> quotes, Map<Address, String> contracts) {
    private static final Pattern THOUSANDS = Pattern.compile("k([A-Z][A-Z0-9]*)");
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    /** HyperCore and HyperEVM: Unit's wrapped coins, wrapped HYPE, and the stable coins that serve as quotes. */
    public static final Underlyings HYPERCORE = new Underlyings(
            Map.of("UBTC", "BTC", "UETH", "ETH", "USOL", "SOL", "WHYPE", "HYPE"),
            Set.of("USDC", "USDT0", "USD₮0", "USDH", "USDE", "USDe"),
            Map.of(
                    Address.parse("0x5555555555555555555555555555555555555555"), "WHYPE",
                    Address.parse("0x9FDBdA0A5e284c32744D2f17Ee5c74B284993463"), "UBTC",
                    Address.parse("0xBe6727B535545C67d5cAa73dEa54865B92CF7907"), "UETH",
                    Address.parse("0x068f321Fa8Fb9f0D135f290Ef6a3e2813e1c8A29"), "USOL",
                    Address.parse("0xb88339CB7199b77E23DB6E890353E22632Ba630f"), "USDC",
                    Address.parse("0xB8CE59FC3717ada4C02eaDF9682A9e934F625ebb"), "USDT0",
                    Address.parse("0x111111a1a0667d36bD57c0A9f569b98057111111"), "USDH",
                    Address.parse("0x5d3a1Ff2b6BAb83b63cd9AD0787074081a52ef34"), "USDe"));

    /**
     * An asset and how many of its units one unit of a market stands for.
     *
     * @param asset such as {@code HYPE}
     * @param units positive
     */
    public record Underlying(String asset, BigDecimal units) {}

    public Underlyings {
        tokens = Map.copyOf(tokens);
        quotes = Set.copyOf(quotes);
        contracts = Map.copyOf(contracts);
    }

    /** The asset behind a perp market; {@code kPEPE} is 1000 PEPE. */
    public Underlying ofPerp(String coin) {
        Matcher thousands = THOUSANDS.matcher(coin);
        return thousands.matches()
                ? new Underlying(thousands.group(1), THOUSAND)
                : new Underlying(coin, BigDecimal.ONE);
    }

    /** The asset behind an ERC-20 token, or empty for a quote. Told by its contract alone. */
    public Optional<Underlying> ofToken(Token token) {
        String known = contracts.get(token.address());
        return known == null ? Optional.of(new Underlying(token.address().hex(), BigDecimal.ONE)) : ofSpot(known);
    }

    /** The asset behind a spot token, or empty for a quote. */
    public Optional<Underlying> ofSpot(String token) {
        return quotes.contains(token)
                ? Optional.empty()
                : Optional.of(new Underlying(tokens.getOrDefault(token, token), BigDecimal.ONE));
    }
}
