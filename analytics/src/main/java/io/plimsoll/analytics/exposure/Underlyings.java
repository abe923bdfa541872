package io.plimsoll.analytics.exposure;

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
 */
public record Underlyings(Map<String, String> tokens, Set<String> quotes) {
    private static final Pattern THOUSANDS = Pattern.compile("k([A-Z][A-Z0-9]*)");
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    /** HyperCore and HyperEVM: Unit's wrapped coins, wrapped HYPE, and the stable coins that serve as quotes. */
    public static final Underlyings HYPERCORE = new Underlyings(
            Map.of("UBTC", "BTC", "UETH", "ETH", "USOL", "SOL", "WHYPE", "HYPE"),
            Set.of("USDC", "USDT0", "USD₮0", "USDH", "USDE", "USDe"));

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
    }

    /** The asset behind a perp market; {@code kPEPE} is 1000 PEPE. */
    public Underlying ofPerp(String coin) {
        Matcher thousands = THOUSANDS.matcher(coin);
        return thousands.matches()
                ? new Underlying(thousands.group(1), THOUSAND)
                : new Underlying(coin, BigDecimal.ONE);
    }

    /** The asset behind a spot token, or empty for a quote. */
    public Optional<Underlying> ofSpot(String token) {
        return quotes.contains(token)
                ? Optional.empty()
                : Optional.of(new Underlying(tokens.getOrDefault(token, token), BigDecimal.ONE));
    }
}
