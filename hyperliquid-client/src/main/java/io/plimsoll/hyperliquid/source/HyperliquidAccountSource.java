package io.plimsoll.hyperliquid.source;

import io.plimsoll.core.domain.account.AccountMode;
import io.plimsoll.core.domain.account.AccountState;
import io.plimsoll.core.domain.account.AccountStateSource;
import io.plimsoll.core.domain.position.MarginMode;
import io.plimsoll.core.domain.position.PerpPosition;
import io.plimsoll.core.domain.position.SpotBalance;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.hyperliquid.info.ClearinghouseState;
import io.plimsoll.hyperliquid.info.ClearinghouseState.AssetPosition;
import io.plimsoll.hyperliquid.info.ClearinghouseState.Leverage;
import io.plimsoll.hyperliquid.info.ClearinghouseState.MarginSummary;
import io.plimsoll.hyperliquid.info.ClearinghouseState.Position;
import io.plimsoll.hyperliquid.info.InfoClient;
import io.plimsoll.hyperliquid.info.SpotClearinghouseState;
import io.plimsoll.hyperliquid.info.UserAbstraction;
import io.plimsoll.hyperliquid.info.UserRole;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Account states from {@code clearinghouseState}, {@code spotClearinghouseState} and {@code userAbstraction}. The three
 * answers are taken one after another; the mode is settled by the last, so that an account that switches in between is
 * seen as {@link AccountMode#UNKNOWN} rather than valued by the wrong rule. Weight 24; 84 for an empty account.
 */
public final class HyperliquidAccountSource implements AccountStateSource {
    private final InfoClient info;

    public HyperliquidAccountSource(InfoClient info) {
        this.info = info;
    }

    @Override
    public AccountState fetch(Address address) {
        ClearinghouseState perps = info.fetch(ClearinghouseState.of(address));
        SpotClearinghouseState spot = info.fetch(SpotClearinghouseState.of(address));
        Optional<String> abstraction = info.fetch(UserAbstraction.of(address));
        AccountState state = map(address, perps, spot, abstraction);
        // the venue answers zeros for what is no account: a wrong address must not look like an empty account
        if (state.isEmpty()) {
            requireAccount(address, info.fetch(UserRole.of(address)));
        }
        return state;
    }

    private static void requireAccount(Address address, UserRole role) {
        switch (role.role()) {
            case "user", "vault", "subAccount" -> {}
            case "missing" ->
                throw new NotFound(
                        InfoClient.SOURCE, "account " + address + " is unknown to the venue: check the address");
            case "agent" ->
                throw new NotFound(
                        InfoClient.SOURCE,
                        address + " is an agent, which has no state: ask for the account it signs for"
                                + (role.data() == null || role.data().user() == null
                                        ? ""
                                        : ", " + role.data().user()));
            default -> throw malformed("account " + address + " has the unknown role " + role.role());
        }
    }

    static AccountState map(
            Address address, ClearinghouseState perps, SpotClearinghouseState spot, Optional<String> abstraction) {
        boolean collateralInSpot = spot.tokenToAvailableAfterMaintenance() != null
                && !spot.tokenToAvailableAfterMaintenance().isEmpty();
        try {
            return new AccountState(
                    address,
                    AccountMode.recognise(
                            abstraction, collateralInSpot, Boolean.TRUE.equals(spot.portfolioMarginEnabled())),
                    Instant.ofEpochMilli(required("time", perps.time())),
                    crossAccountValue(perps.crossMarginSummary()),
                    Optional.ofNullable(perps.crossMaintenanceMarginUsed()),
                    perps.assetPositions().stream()
                            .map(HyperliquidAccountSource::position)
                            .toList(),
                    balances(spot));
        } catch (IllegalArgumentException impossible) {
            throw malformed(impossible.getMessage() + " (account " + address + ")");
        }
    }

    private static Optional<BigDecimal> crossAccountValue(@Nullable MarginSummary cross) {
        return cross == null ? Optional.empty() : Optional.ofNullable(cross.accountValue());
    }

    private static PerpPosition position(AssetPosition item) {
        Position wire = item.position();
        String coin = wire.coin();
        if (!item.type().equals("oneWay")) {
            throw malformed("position in " + coin + " is of the unknown type " + item.type());
        }
        Leverage leverage = required(coin + ".leverage", wire.leverage());
        return new PerpPosition(
                coin,
                wire.szi(),
                required(coin + ".entryPx", wire.entryPx()),
                required(coin + ".positionValue", wire.positionValue()),
                required(coin + ".unrealizedPnl", wire.unrealizedPnl()),
                required(coin + ".marginUsed", wire.marginUsed()),
                switch (leverage.type()) {
                    case "cross" -> MarginMode.CROSS;
                    case "isolated" -> MarginMode.ISOLATED;
                    default ->
                        throw malformed("position in " + coin + " has the unknown leverage type " + leverage.type());
                },
                leverage.value(),
                required(coin + ".maxLeverage", wire.maxLeverage()),
                Optional.ofNullable(wire.liquidationPx()));
    }

    private static List<SpotBalance> balances(SpotClearinghouseState spot) {
        return spot.balances().stream()
                .map(balance -> new SpotBalance(balance.coin(), balance.total(), balance.hold()))
                .toList();
    }

    private static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw malformed("clearinghouseState without " + field + ": not enough for today's margin rules");
        }
        return value;
    }

    private static MalformedResponse malformed(@Nullable String message) {
        return new MalformedResponse(InfoClient.SOURCE, String.valueOf(message), null);
    }
}
