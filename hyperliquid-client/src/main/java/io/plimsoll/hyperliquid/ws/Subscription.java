package io.plimsoll.hyperliquid.ws;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.hyperliquid.internal.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to subscribe to on a {@link VenueStream}. Immutable. Each channel has a class of its name with factories called {@code
 * of}, such as {@link L2BookChannel#of}. Two are equal if the venue takes them for the same.
 *
 * @param <M> the message
 */
public final class Subscription<M> {
    private final Channel<M> channel;
    private final Map<String, Object> fields;
    private final String route;
    private final @Nullable Address user;
    private final String key;

    private Subscription(Channel<M> channel, Map<String, Object> fields, String route, @Nullable Address user) {
        this.channel = channel;
        this.fields = Collections.unmodifiableMap(fields);
        this.route = route;
        this.user = user;
        this.key = NormalForm.of(fields);
    }

    /** A subscription of a type to what arrives on {@code channel}. */
    static <M> Subscription<M> to(Channel<M> channel, String type) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", type);
        return new Subscription<>(channel, fields, "", null);
    }

    /** With one more field; null leaves it out. */
    Subscription<M> with(String field, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        Map<String, Object> more = new LinkedHashMap<>(fields);
        more.put(field, value);
        return new Subscription<>(channel, more, route, user);
    }

    /** About a user. */
    Subscription<M> about(Address address) {
        Map<String, Object> more = new LinkedHashMap<>(fields);
        more.put("user", address.hex());
        return new Subscription<>(channel, more, route, address);
    }

    /** Told apart from others of its channel by this text, which the channel finds in each message. */
    Subscription<M> routedBy(String text) {
        return new Subscription<>(channel, fields, text, user);
    }

    /** The venue's name of the subscription. */
    public String type() {
        return String.valueOf(fields.get("type"));
    }

    /** The venue's name of the channel that its messages arrive on; mostly, not always, the same as {@link #type}. */
    public String channelName() {
        return channel.name();
    }

    /** The user it is about, if it is about one. */
    public Optional<Address> user() {
        return Optional.ofNullable(user);
    }

    /** The subscription as sent: JSON, {@code type} first. */
    public String body() {
        return new String(WireJson.write(fields), StandardCharsets.UTF_8);
    }

    Channel<M> channel() {
        return channel;
    }

    Map<String, Object> fields() {
        return fields;
    }

    String route() {
        return route;
    }

    /** Its normal form. */
    String key() {
        return key;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Subscription<?> that
                && key.equals(that.key)
                && channel.name().equals(that.channel.name());
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    /** The {@link #body}. */
    @Override
    public String toString() {
        return body();
    }
}
