/**
 * Something a person should know: {@link io.plimsoll.core.domain.alert.Alert}, and where it can be told, {@link
 * io.plimsoll.core.domain.alert.AlertSink}. What a user wants to be told of a market is a {@link
 * io.plimsoll.core.domain.alert.MarketAlert}. When to raise one is analytics' business.
 */
@NullMarked
package io.plimsoll.core.domain.alert;

import org.jspecify.annotations.NullMarked;
