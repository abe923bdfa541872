package io.plimsoll.core.domain.user;

/**
 * Where somebody on the waitlist stands. How referrals move anybody ahead is for the program to say.
 *
 * @param entry of them
 * @param referrals how many joined with their code
 * @param ahead how many of those that still wait joined before them
 */
public record WaitlistStanding(WaitlistEntry entry, long referrals, long ahead) {}
