package io.plimsoll.hyperliquid.internal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the reader of a record that comes so often that its speed matters; {@link WireJson} then uses it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ReadBy {
    /** The reader. */
    Class<? extends WireReader<?>> value();
}
