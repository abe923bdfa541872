package io.plimsoll.core.foundation.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    @Test
    void of_sourceException_isKept_andABugPassesThrough() {
        SourceException error = new SourceException.NotFound("venue", "no account 0x1");

        Outcome<String> failed = Outcome.of(() -> {
            throw error;
        });

        assertThat(failed.findError()).contains(error);
        assertThat(failed.findValue()).isEmpty();
        assertThatThrownBy(failed::orElseThrow).isSameAs(error);
        assertThat(failed.map(String::length).findError()).contains(error);
        assertThatIllegalStateException()
                .isThrownBy(() -> Outcome.of(() -> {
                    throw new IllegalStateException("a bug");
                }));
    }

    @Test
    void of_value_isMapped() {
        Outcome<Integer> length = Outcome.of(() -> "four").map(String::length);

        assertThat(length.orElseThrow()).isEqualTo(4);
        assertThat(length.findError()).isEmpty();
    }

    @Test
    void sourceExceptions_sayWhetherARepeatMayHelp() {
        SourceException limited = new SourceException.RateLimited("hermes", Optional.of(Duration.ofSeconds(7)), "");

        assertThat(limited).hasMessage("hermes: rate limited, retry after 7 s");
        assertThat(limited.retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(limited.retryable()).isTrue();
        assertThat(limited.source()).isEqualTo("hermes");
        assertThat(new SourceException.Rejected("v", 500, "x").retryable()).isTrue();
        assertThat(new SourceException.Rejected("v", 422, "x").retryable()).isFalse();
        assertThat(new SourceException.Rejected("v", 422, "").getMessage()).isEqualTo("v: answered HTTP 422");
        assertThat(new SourceException.Unverified("v", "NO_QUORUM", "2 of 3").retryable())
                .isFalse();
        assertThat(new SourceException.Unverified("v", "NO_QUORUM", "2 of 3").reason())
                .isEqualTo("NO_QUORUM");
        assertThat(new SourceException.MalformedResponse("v", "x", null).retryable())
                .isTrue();
    }
}
