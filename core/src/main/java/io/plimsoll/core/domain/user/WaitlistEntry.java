package io.plimsoll.core.domain.user;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Somebody who waits to be let in, and who sent them.
 *
 * @param email where they can be reached, and their identity: lower case, no spaces around it, at most 254 characters
 * @param referralCode what they give to others, no other entry has it: 4 to 40 letters, digits, {@code -} and {@code _}
 * @param referredBy code of the one who sent them, not their own; empty if they came by themselves, or that one has been
 *     forgotten
 * @param joinedAt when they asked; with the code it is the order of the queue
 * @param status how far they have come
 * @param changedAt when they came so far; joinedAt while waiting
 */
public record WaitlistEntry(
        String email,
        String referralCode,
        Optional<String> referredBy,
        Instant joinedAt,
        WaitlistStatus status,
        Instant changedAt) {
    private static final int EMAIL_LENGTH = 254;
    private static final Pattern EMAIL = Pattern.compile("[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+");
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{4,40}");

    public WaitlistEntry {
        email = normalised(email);
        requireCode(referralCode);
        referredBy.ifPresent(WaitlistEntry::requireCode);
        if (referredBy.filter(referralCode::equals).isPresent()) {
            throw new IllegalArgumentException("nobody is referred by their own code, got " + referralCode);
        }
    }

    /** Somebody who joins at {@code joinedAt}. */
    public static WaitlistEntry waiting(
            String email, String referralCode, Optional<String> referredBy, Instant joinedAt) {
        return new WaitlistEntry(email, referralCode, referredBy, joinedAt, WaitlistStatus.WAITING, joinedAt);
    }

    /**
     * An e-mail address as it is stored.
     *
     * @throws IllegalArgumentException if it is none; the message does not repeat it
     */
    public static String normalised(String email) {
        String normalised = email.strip().toLowerCase(Locale.ROOT);
        if (normalised.length() > EMAIL_LENGTH || !EMAIL.matcher(normalised).matches()) {
            throw new IllegalArgumentException("email must be an address of at most " + EMAIL_LENGTH
                    + " characters, got " + normalised.length() + " characters that are none");
        }
        return normalised;
    }

    /** The entry at another status. */
    public WaitlistEntry at(WaitlistStatus other, Instant when) {
        return new WaitlistEntry(email, referralCode, referredBy, joinedAt, other, when);
    }

    /** The entry without the one who sent it, who has been forgotten. */
    public WaitlistEntry withoutReferral() {
        return new WaitlistEntry(email, referralCode, Optional.empty(), joinedAt, status, changedAt);
    }

    /** The code and status; not the e-mail address, which logs need not know. */
    @Override
    public String toString() {
        return "waitlist entry " + referralCode + " " + status;
    }

    private static void requireCode(String code) {
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException(
                    "a referral code must match " + CODE + ", got " + code.length() + " characters that do not");
        }
    }
}
