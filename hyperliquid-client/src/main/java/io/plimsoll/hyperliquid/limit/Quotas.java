package io.plimsoll.hyperliquid.limit;

/**
 * The numbers behind {@link VenueLimits}, all per IP address.
 *
 * @param weightPerMinute of info, exchange and explorer requests together
 * @param connections websockets open at once
 * @param newConnectionsPerMinute websockets opened
 * @param subscriptions on all websockets together
 * @param users different ones over all user-specific subscriptions
 * @param messagesPerMinute sent over all websockets together
 * @param postsInFlight requests over websockets that wait for their answer
 */
public record Quotas(
        int weightPerMinute,
        int connections,
        int newConnectionsPerMinute,
        int subscriptions,
        int users,
        int messagesPerMinute,
        int postsInFlight) {
    private static final int BOUNDLESS = Integer.MAX_VALUE;

    public Quotas {
        positive("weightPerMinute", weightPerMinute);
        positive("connections", connections);
        positive("newConnectionsPerMinute", newConnectionsPerMinute);
        positive("subscriptions", subscriptions);
        positive("users", users);
        positive("messagesPerMinute", messagesPerMinute);
        positive("postsInFlight", postsInFlight);
    }

    private static void positive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive, got " + value);
        }
    }

    /** What the venue's documents say. The venue's own refusal speaks of 15 users, the documents of 10. */
    public static Quotas documented() {
        return new Quotas(1200, 10, 30, 1000, 10, 2000, 100);
    }

    /** No limits: for an endpoint of one's own, such as a local node or a fake venue. */
    public static Quotas none() {
        return new Quotas(BOUNDLESS, BOUNDLESS, BOUNDLESS, BOUNDLESS, BOUNDLESS, BOUNDLESS, BOUNDLESS);
    }

    /** With another number of users. */
    public Quotas withUsers(int users) {
        return new Quotas(
                weightPerMinute,
                connections,
                newConnectionsPerMinute,
                subscriptions,
                users,
                messagesPerMinute,
                postsInFlight);
    }

    /** With another weight, for a process that shares its IP address with others. */
    public Quotas withWeightPerMinute(int weightPerMinute) {
        return new Quotas(
                weightPerMinute,
                connections,
                newConnectionsPerMinute,
                subscriptions,
                users,
                messagesPerMinute,
                postsInFlight);
    }
}
