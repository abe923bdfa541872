package io.plimsoll.core.domain.user;

/**
 * How many joined the waitlist with a code.
 *
 * @param referralCode whose entry it is
 * @param referrals positive
 */
public record ReferralCount(String referralCode, long referrals) {}
