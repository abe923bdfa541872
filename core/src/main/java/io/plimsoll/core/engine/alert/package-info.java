/**
 * Telling people: {@link io.plimsoll.core.engine.alert.AlertDispatcher} filters, leaves out repetitions, tries again and keeps a
 * log; the sinks beside it speak to a log, a webhook, Slack, Discord and Telegram.
 */
@NullMarked
package io.plimsoll.core.engine.alert;

import org.jspecify.annotations.NullMarked;
