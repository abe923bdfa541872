/**
 * What is kept of an account: {@link io.plimsoll.analytics.snapshot.Snapshots} turns results into rows that can be stored,
 * {@link io.plimsoll.analytics.snapshot.TimeBuckets} says to which time they belong.
 */
@NullMarked
package io.plimsoll.analytics.snapshot;

import org.jspecify.annotations.NullMarked;
