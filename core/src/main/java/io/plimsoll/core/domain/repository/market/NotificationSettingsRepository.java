package io.plimsoll.core.domain.repository.market;

import io.plimsoll.core.domain.alert.NotificationSettings;
import io.plimsoll.core.foundation.chain.Address;
import java.util.Optional;

/** How users want to be told. Each call is one transaction. Implementations are thread-safe. */
public interface NotificationSettingsRepository {
    /** Stores a user's settings, or replaces them whole. */
    void upsert(NotificationSettings settings);

    /** The settings of a user. */
    Optional<NotificationSettings> find(Address user);

    /** Deletes the settings of a user. False if there were none. */
    boolean delete(Address user);
}
