package io.plimsoll.evm.index;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.event.IndexBatch;
import io.plimsoll.core.foundation.metrics.MetricName;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a program's listener, whose faults are logged and counted and go no further. */
final class GuardedListener implements IndexListener {
    private static final Logger LOG = LoggerFactory.getLogger(Indexer.class);

    private final IndexerSettings settings;

    GuardedListener(IndexerSettings settings) {
        this.settings = settings;
    }

    @Override
    public void stored(IndexBatch batch, List<ChainEvent> orphaned) {
        guarded("stored", () -> settings.listener().stored(batch, orphaned));
    }

    @Override
    public void progress(IndexProgress progress) {
        guarded("progress", () -> settings.listener().progress(progress));
    }

    @Override
    public void failed(RuntimeException error) {
        guarded("failed", () -> settings.listener().failed(error));
    }

    private void guarded(String call, Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException e) {
            settings.metrics().count(MetricName.INDEX_LISTENER_FAILURES, settings.index().name());
            LOG.warn("index={} listener={} state=failed", settings.index().name(), call, e);
        }
    }
}
