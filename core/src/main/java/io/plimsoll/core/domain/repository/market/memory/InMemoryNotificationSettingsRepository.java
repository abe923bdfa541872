package io.plimsoll.core.domain.repository.market.memory;

import io.plimsoll.core.domain.alert.NotificationSettings;
import io.plimsoll.core.domain.repository.market.NotificationSettingsRepository;
import io.plimsoll.core.foundation.chain.Address;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Settings in a map. */
final class InMemoryNotificationSettingsRepository implements NotificationSettingsRepository {
    private final Map<Address, NotificationSettings> byUser = new ConcurrentHashMap<>();

    @Override
    public void upsert(NotificationSettings settings) {
        byUser.put(settings.user(), settings);
    }

    @Override
    public Optional<NotificationSettings> find(Address user) {
        return Optional.ofNullable(byUser.get(user));
    }

    @Override
    public boolean delete(Address user) {
        return byUser.remove(user) != null;
    }
}
