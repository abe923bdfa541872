package io.plimsoll.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequiredTest {
    private static final String PROPERTY = "plimsoll.required";

    private final String before = System.getProperty(PROPERTY, "");

    @AfterEach
    void restore() {
        System.setProperty(PROPERTY, before);
    }

    @Test
    void missing_whatNobodyRequires_isASkip() {
        System.setProperty(PROPERTY, "corpus,nodes");

        assertThat(Required.missing("node", "RequiredTest", "no npm")).hasMessage("skipped: no npm");
    }

    @Test
    void missing_whatIsRequired_isAFailure() {
        System.setProperty(PROPERTY, "corpus,node");

        assertThatThrownBy(() -> Required.missing("node", "RequiredTest", "no npm"))
                .isInstanceOf(AssertionError.class)
                .hasMessage("-Dplimsoll.required names node: no npm");
    }
}
