package io.plimsoll.hyperliquid.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.crypto.Eip712;
import io.plimsoll.core.foundation.crypto.Eip712.Field;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A type of action that a wallet signs field by field.
 *
 * @param wireType {@code type} in the action
 * @param primaryType in the typed data
 * @param fields that are signed, in order
 */
public record UserSignedType(String wireType, String primaryType, List<Field> fields) {
    /** The type that the outer signer of a multi-sig action signs; its values come from the envelope. */
    public static final UserSignedType SEND_MULTI_SIG =
            type("multiSig", "SendMultiSig", "multiSigActionHash bytes32, nonce uint64");

    private static final Map<String, UserSignedType> BY_WIRE_TYPE = Stream.of(
                    type("usdSend", "UsdSend", "destination string, amount string, time uint64"),
                    type("withdraw3", "Withdraw", "destination string, amount string, time uint64"),
                    type("spotSend", "SpotSend", "destination string, token string, amount string, time uint64"),
                    type("usdClassTransfer", "UsdClassTransfer", "amount string, toPerp bool, nonce uint64"),
                    type(
                            "sendAsset",
                            "SendAsset",
                            "destination string, sourceDex string, destinationDex string, token string, amount string,"
                                    + " fromSubAccount string, nonce uint64"),
                    type(
                            "sendToEvmWithData",
                            "SendToEvmWithData",
                            "token string, amount string, sourceDex string, destinationRecipient string,"
                                    + " addressEncoding string, destinationChainId uint32, gasLimit uint64, data bytes,"
                                    + " nonce uint64"),
                    type("approveAgent", "ApproveAgent", "agentAddress address, agentName string, nonce uint64"),
                    type("approveBuilderFee", "ApproveBuilderFee", "maxFeeRate string, builder address, nonce uint64"),
                    type("cDeposit", "CDeposit", "wei uint64, nonce uint64"),
                    type("cWithdraw", "CWithdraw", "wei uint64, nonce uint64"),
                    type(
                            "tokenDelegate",
                            "TokenDelegate",
                            "validator address, wei uint64, isUndelegate bool, nonce uint64"),
                    type("convertToMultiSigUser", "ConvertToMultiSigUser", "signers string, nonce uint64"),
                    type("userDexAbstraction", "UserDexAbstraction", "user address, enabled bool, nonce uint64"),
                    type("userSetAbstraction", "UserSetAbstraction", "user address, abstraction string, nonce uint64"),
                    type("userPortfolioMargin", "UserPortfolioMargin", "user address, enabled bool, nonce uint64"),
                    type("linkStakingUser", "LinkStakingUser", "user address, isFinalize bool, nonce uint64"),
                    type(
                            "stakingLinkDisableTradingUser",
                            "StakingLinkDisableTradingUser",
                            "tradingUser address, nonce uint64"))
            .collect(Collectors.toUnmodifiableMap(UserSignedType::wireType, Function.identity()));

    private static UserSignedType type(String wireType, String name, String fields) {
        List<Field> all = new ArrayList<>();
        all.add(new Field("hyperliquidChain", "string"));
        Arrays.stream(fields.split(", ", -1))
                .map(field -> field.split(" ", -1))
                .forEach(field -> all.add(new Field(field[0], field[1])));
        return new UserSignedType(wireType, "HyperliquidTransaction:" + name, List.copyOf(all));
    }

    /** The type of that wire name, or empty if it is no user-signed action; {@code multiSig} is none of its own. */
    public static Optional<UserSignedType> find(String wireType) {
        return Optional.ofNullable(BY_WIRE_TYPE.get(wireType));
    }

    /** All of them but {@link #SEND_MULTI_SIG}. */
    public static Stream<UserSignedType> all() {
        return BY_WIRE_TYPE.values().stream();
    }

    /** The same type as the signers of a multi-sig account sign it: two addresses after the first field. */
    UserSignedType forMultiSig() {
        List<Field> more = new ArrayList<>(fields);
        more.addAll(1, List.of(new Field("payloadMultiSigUser", "address"), new Field("outerSigner", "address")));
        return new UserSignedType(wireType, primaryType, more);
    }

    byte[] hash(Map<String, ?> values) {
        return Eip712.hashStruct(primaryType, Map.of(primaryType, fields), values);
    }

    /** The values of the fields, as typed data takes them; what else the action has is not signed. */
    Map<String, Object> values(JsonNode action) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Field field : fields) {
            values.put(field.name(), value(field, action));
        }
        return values;
    }

    private Object value(Field field, JsonNode action) {
        JsonNode value = action.path(field.name());
        return switch (field.type()) {
            case "address" -> Address.parse(text(action, field.name()));
            case "bytes" -> Hex.decode(text(action, field.name()));
            case "bool" -> {
                if (!value.isBoolean()) {
                    throw wrong(field.name(), "true or false", value);
                }
                yield value.booleanValue();
            }
            case "uint32", "uint64" -> {
                if (!value.isIntegralNumber()) {
                    throw wrong(field.name(), "an integer", value);
                }
                yield new BigInteger(value.asText());
            }
            // the name of an agent may be left out of the action, and is signed as no text then
            case "string" ->
                field.name().equals("agentName") && (value.isMissingNode() || value.isNull())
                        ? ""
                        : text(action, field.name());
            default -> throw new IllegalStateException("no action has a field of type " + field.type());
        };
    }

    static String text(JsonNode action, String field) {
        JsonNode value = action.path(field);
        if (!value.isTextual()) {
            throw wrong(field, "a text", value);
        }
        return value.textValue();
    }

    private static IllegalArgumentException wrong(String field, String wanted, JsonNode value) {
        return new IllegalArgumentException(
                field + " must be " + wanted + ", got " + (value.isMissingNode() ? "nothing" : value));
    }
}
