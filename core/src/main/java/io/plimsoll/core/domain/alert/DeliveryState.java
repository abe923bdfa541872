package io.plimsoll.core.domain.alert;

/** How far telling an alert to a sink has come. */
public enum DeliveryState {
    /** Nobody has tried yet. */
    PENDING,
    /** Somebody is trying now. */
    CLAIMED,
    /** Failed, and will be tried again. */
    RETRYING,
    /** {@link Delivery.Status#SENT}. */
    SENT,
    /** {@link Delivery.Status#FAILED}. */
    FAILED,
    /** {@link Delivery.Status#FILTERED}. */
    FILTERED,
    /** {@link Delivery.Status#REPEATED}. */
    REPEATED;

    /** The state of what is settled. */
    public static DeliveryState of(Delivery.Status status) {
        return valueOf(status.name());
    }

    /** Whether nothing more will be tried. */
    public boolean settled() {
        return compareTo(RETRYING) > 0;
    }
}
