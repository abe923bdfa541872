package io.plimsoll.hyperliquid.info;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plimsoll.core.kit.http.JsonMapping;
import io.plimsoll.hyperliquid.info.SameJson.Difference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The judge of the corpus tests must see what is wrong. */
class SameJsonTest {
    private static List<String> paths(String theirs, Object ours) throws Exception {
        JsonNode tree = JsonMapping.newMapper().readTree(theirs.replace('\'', '"'));
        return SameJson.differences(tree, ours).stream().map(Difference::path).toList();
    }

    @Test
    void sameValues_inAnotherWriting_areNoDifference() throws Exception {
        Map<String, Object> ours = new LinkedHashMap<>();
        ours.put("number", 1.5);
        ours.put("list", List.of(100, "text", true));
        assertThat(paths("{'list':['1E+2','text',true],'number':'1.50','absent':null}", ours))
                .isEmpty();
        assertThat(paths("null", Optional.empty())).isEmpty();
        assertThat(paths("5", Optional.of(5))).isEmpty();
    }

    @Test
    void whatIsLostOrMadeUpOrChanged_isADifference() throws Exception {
        assertThat(paths("{'a':1,'b':{'c':2}}", Map.of("b", Map.of()))).containsExactly("a", "b.c");
        assertThat(paths("{'b':{}}", Map.of("b", Map.of("c", 0)))).containsExactly("b.c");
        assertThat(paths("[{'a':'1.5'},{'a':'2.5'}]", List.of(Map.of("a", 2.5), Map.of("a", 1.5))))
                .containsExactly("[*].a", "[*].a");
        assertThat(paths("[1,2]", List.of(1))).containsExactly("");
        assertThat(paths("{'a':'0x1'}", Map.of("a", "0x01"))).containsExactly("a");
        assertThat(paths("{'a':true}", Map.of("a", 1))).containsExactly("a");
        assertThat(paths("{'a':[]}", Map.of("a", Map.of()))).containsExactly("a");
        assertThat(paths("{'a':1}", null)).containsExactly("");
    }
}
