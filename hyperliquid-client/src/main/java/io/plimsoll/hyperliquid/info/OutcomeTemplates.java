package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;

/** Endpoint {@code outcomeTemplates}: patterns that outcomes are deployed from. */
public final class OutcomeTemplates {
    private OutcomeTemplates() {}

    /**
     * A template.
     *
     * @param id of the template
     * @param role what it deploys
     * @param name with places for keywords in braces
     * @param description with places for keywords in braces
     * @param keywords and how their values are written
     */
    public record Template(String id, Role role, String name, String description, List<Keyword> keywords) {}

    /**
     * A pair on the wire.
     *
     * @param keyword as in the braces
     * @param hint {@code dateTime} as {@code 20260712-1830}, {@code date} as {@code 20260712}, {@code string} or {@code
     *     str}, {@code hlPerp} for the coin of a perp; an open set
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Keyword(String keyword, String hint) {}

    /** What a template deploys: told by the field that is there. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION, defaultImpl = UnknownRole.class)
    @JsonSubTypes(@JsonSubTypes.Type(StandaloneOutcome.class))
    public sealed interface Role {}

    /**
     * One outcome without a question.
     *
     * @param standaloneOutcome its sides
     */
    public record StandaloneOutcome(Sides standaloneOutcome) implements Role {}

    /**
     * The sides of an outcome.
     *
     * @param sideNames yes, then no
     */
    public record Sides(List<String> sideNames) {}

    /**
     * A role yet unknown.
     *
     * @param json as it came
     */
    public record UnknownRole(@JsonValue RawJson json) implements Role {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public UnknownRole {}
    }

    /** All templates. Weight 20. */
    public static InfoRequest<List<Template>> of() {
        return InfoRequest.of("outcomeTemplates", 20, new TypeReference<List<Template>>() {});
    }
}
