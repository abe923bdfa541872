package io.plimsoll.core.kit.runtime;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Services that belong together: started in the order given, stopped in reverse. If one fails to start, those already
 * started are stopped and the failure is thrown. Thread-safe; starting or stopping twice does no harm.
 */
public final class ServiceGroup implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceGroup.class);

    private final List<Service> services;
    private final Duration stopLimit;
    private final Deque<Service> running = new ArrayDeque<>();

    /**
     * A group that is not started yet.
     *
     * @param stopLimit for stopping all of them together
     */
    public ServiceGroup(Duration stopLimit, Service... services) {
        this.services = List.of(services);
        this.stopLimit = stopLimit;
    }

    /** Starts all, in order. */
    public synchronized void start() {
        if (!running.isEmpty()) {
            return;
        }
        for (Service service : services) {
            try {
                service.start();
            } catch (RuntimeException e) {
                close();
                throw e;
            }
            running.push(service);
            LOG.debug("service={} state=started", service.name());
        }
    }

    /** Stops all that run, last started first. One that fails to stop is logged and does not keep the others alive. */
    @Override
    public synchronized void close() {
        long deadline = System.nanoTime() + stopLimit.toNanos();
        while (!running.isEmpty()) {
            Service service = running.pop();
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            try {
                service.stop(left);
                LOG.debug("service={} state=stopped", service.name());
            } catch (RuntimeException e) {
                LOG.warn("service={} state=failed-to-stop", service.name(), e);
            }
        }
    }
}
