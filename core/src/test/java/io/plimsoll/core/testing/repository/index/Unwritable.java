package io.plimsoll.core.testing.repository.index;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.event.EventWriter;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.LogRef;
import java.util.List;

/** An event that no store takes. */
public record Unwritable(LogRef at) implements ChainEvent {
    /** The writer that fails with it, at any store. */
    public static <T> EventWriter<Unwritable, T> writer() {
        return new EventWriter<>() {
            @Override
            public Class<Unwritable> kind() {
                return Unwritable.class;
            }

            @Override
            public String place() {
                return "nowhere";
            }

            @Override
            public void write(T transaction, List<Unwritable> events) {
                throw new IllegalStateException("unwritable");
            }

            @Override
            public List<Unwritable> from(T transaction, ChainId chain, long first) {
                return List.of();
            }

            @Override
            public void deleteFrom(T transaction, ChainId chain, long first) {}
        };
    }
}
