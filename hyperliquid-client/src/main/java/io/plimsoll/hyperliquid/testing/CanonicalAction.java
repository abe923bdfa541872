package io.plimsoll.hyperliquid.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An L1 action as the venue writes it down again after reading it: keys in its own order, unknown and empty ones left out,
 * decimals without trailing zeros, addresses in lower case. The venue hashes these bytes, not those that came; a client that
 * signed others is taken for somebody else.
 */
final class CanonicalAction {
    private static final String ORDER = "{a%,b!,p#,s#,r!,t{limit?{tif},trigger?{isMarket!,triggerPx#,tpsl}},c?&}";

    /**
     * Fields after a name: {@code ?} may be absent, {@code #} decimal, {@code %} integer, {@code !} boolean, {@code @} address,
     * {@code &} cloid, {@code ^} number or cloid of an order, braces an object, brackets a list of objects.
     */
    private static final Map<String, Shape> SHAPES = new HashMap<>();

    static {
        shape("order", "orders[" + ORDER + "],grouping,builder?{b@,f%}");
        shape("cancel", "cancels[{a%,o%}],f?!");
        shape("cancelByCloid", "cancels[{asset%,cloid&}],f?!");
        shape("modify", "oid^,order" + ORDER + ",a?!");
        shape("batchModify", "modifies[{oid^,order" + ORDER + "}],a?!");
        shape("scheduleCancel", "time?%");
        shape("updateLeverage", "asset%,isCross!,leverage%");
        shape("updateIsolatedMargin", "asset%,isBuy!,ntli%");
        shape("topUpIsolatedOnlyMargin", "asset%,leverage#");
        shape("twapOrder", "twap{a%,b!,s#,r!,m%,t!},details?");
        shape("twapCancel", "a%,t%");
        shape("createSubAccount", "name");
        shape("subAccountModify", "subAccountUser@,name");
        shape("subAccountTransfer", "subAccountUser@,isDeposit!,usd%");
        shape("subAccountSpotTransfer", "subAccountUser@,isDeposit!,token,amount#");
        shape("createVault", "name,description,initialUsd%,nonce%");
        shape("vaultTransfer", "vaultAddress@,isDeposit!,usd%");
        shape("vaultModify", "vaultAddress@,allowDeposits,alwaysCloseOnWithdraw");
        shape("vaultDistribute", "vaultAddress@,usd%");
        shape("agentSendAsset", "destination@,sourceDex,destinationDex,token,amount#,fromSubAccount,nonce%");
        shape("setReferrer", "code");
        shape("registerReferrer", "code");
        shape("claimRewards", "");
        shape("setDisplayName", "displayName");
        shape("spotUser", "toggleSpotDusting{optOut!}");
        shape("evmUserModify", "usingBigBlocks!");
        shape("reserveRequestWeight", "weight%,destination?@");
        shape("noop", "");
        shape("agentEnableDexAbstraction", "");
        shape("agentSetAbstraction", "abstraction");
        shape("borrowLend", "operation,token%,amount#");
        shape("hip3LiquidatorTransfer", "dex,ntl%,isDeposit!");
        shape("gossipPriorityBid", "slotId%,ip,maxGas");
        shape("validatorL1Stream", "riskFreeRate#");
        shape("authorizeAqav2Role", "token%,role");
        for (String asItIs : List.of(
                "activateOutcomeDeployer",
                "userOutcome",
                "finalizeEvmContract",
                "CSignerAction",
                "CValidatorAction",
                "outcomeDeploy",
                "perpDeploy",
                "spotDeploy")) {
            SHAPES.put(asItIs, new Shape("*"));
        }
    }

    private CanonicalAction() {}

    private static void shape(String type, String fields) {
        SHAPES.put(type, new Shape(fields.isEmpty() ? "{type}" : "{type," + fields + "}"));
    }

    /** Whether there is an L1 action of that type. */
    static boolean knows(String type) {
        return SHAPES.containsKey(type);
    }

    /** Whether the order of its keys is known here; else it is taken as it came. */
    static boolean reorders(String type) {
        Shape shape = SHAPES.get(type);
        return shape != null && !shape.kind.equals("*");
    }

    /**
     * The action as the venue hashes it.
     *
     * @throws IllegalArgumentException if a field is missing or of another type
     */
    static ObjectNode of(ObjectNode action) {
        Shape shape = SHAPES.get(action.path("type").asText());
        if (shape == null) {
            throw new IllegalArgumentException(action.path("type").asText());
        }
        return (ObjectNode) shape.write(action);
    }

    /**
     * A decimal of the wire.
     *
     * @throws IllegalArgumentException if it is none, or so long that nobody means it
     */
    static BigDecimal decimal(JsonNode value) {
        if (!value.isTextual() || !value.textValue().matches("-?\\d{1,30}(\\.\\d{1,30})?")) {
            throw new IllegalArgumentException("not a decimal: " + value);
        }
        return new BigDecimal(value.textValue());
    }

    /** What a value has to look like. */
    private static final class Shape {
        private record Member(String name, boolean optional, Shape shape) {}

        private final String kind;
        private final List<Member> members = new ArrayList<>();
        private Optional<Shape> items = Optional.empty();

        Shape(String text) {
            if (text.startsWith("{")) {
                kind = "{";
                split(text.substring(1, text.length() - 1)).forEach(this::member);
            } else if (text.startsWith("[")) {
                kind = "[";
                items = Optional.of(new Shape(text.substring(1, text.length() - 1)));
            } else {
                kind = text;
            }
        }

        private void member(String text) {
            int end = 0;
            while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
                end++;
            }
            boolean optional = text.startsWith("?", end);
            members.add(
                    new Member(text.substring(0, end), optional, new Shape(text.substring(optional ? end + 1 : end))));
        }

        private static List<String> split(String fields) {
            List<String> parts = new ArrayList<>();
            int depth = 0;
            int from = 0;
            for (int i = 0; i < fields.length(); i++) {
                char c = fields.charAt(i);
                depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
                if (c == ',' && depth == 0) {
                    parts.add(fields.substring(from, i));
                    from = i + 1;
                }
            }
            parts.add(fields.substring(from));
            return parts;
        }

        JsonNode write(JsonNode value) {
            return switch (kind) {
                case "{" -> writeObject(value);
                case "[" -> writeList(value);
                case "#" -> value.isNull() ? value : VenueJson.object().textNode(VenueJson.plain(decimal(value)));
                case "%" -> required(value, value.isIntegralNumber());
                case "!" -> required(value, value.isBoolean());
                case "@" -> hex(value, 40);
                case "&" -> hex(value, 32);
                case "^" -> value.isIntegralNumber() ? value : hex(value, 32);
                default -> value;
            };
        }

        private static JsonNode hex(JsonNode value, int digits) {
            required(value, value.isTextual() && value.textValue().matches("0x[0-9a-fA-F]{" + digits + "}"));
            return VenueJson.object().textNode(value.textValue().toLowerCase(Locale.ROOT));
        }

        private static JsonNode required(JsonNode value, boolean fits) {
            if (!fits) {
                throw new IllegalArgumentException("unexpected " + value);
            }
            return value;
        }

        private JsonNode writeObject(JsonNode value) {
            required(value, value.isObject());
            ObjectNode written = VenueJson.object();
            for (Member member : members) {
                JsonNode field = value.path(member.name);
                if (member.optional && (field.isMissingNode() || field.isNull())) {
                    continue;
                }
                required(value, !field.isMissingNode());
                written.set(member.name, member.shape.write(field));
            }
            return written;
        }

        private JsonNode writeList(JsonNode value) {
            required(value, value.isArray());
            ArrayNode written = VenueJson.array();
            value.forEach(item -> written.add(items.orElseThrow().write(item)));
            return written;
        }
    }
}
