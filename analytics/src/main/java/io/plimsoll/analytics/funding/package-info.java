/** What funding rates mean for a holder: {@link io.plimsoll.analytics.funding.FundingApr}. */
@NullMarked
package io.plimsoll.analytics.funding;

import org.jspecify.annotations.NullMarked;
