package io.plimsoll.evm.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.core.kit.http.JsonMapping;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireLogsTest {
    private static final ObjectMapper MAPPER = JsonMapping.newMapper();

    private static final String LOG = """
            {"address":"0x00000000000000000000000000000000000000AA","topics":["%1$s","%2$s"],"data":"0x00fF","blockNumber":"0x10",
             "blockHash":"%1$s","blockTimestamp":"0x65","transactionHash":"%2$s","transactionIndex":"0x3","logIndex":"0x1f",
             "removed":false,"surprise":{"a":[1]}}""".formatted("0x" + "1".repeat(64), "0x" + "2".repeat(64));

    private static List<WireLog> read(String json) throws JsonProcessingException {
        return MAPPER.readValue(json, WireLogs.class).logs();
    }

    private static WireLog one(String json) throws JsonProcessingException {
        List<WireLog> logs = read("[" + json + "]");
        assertThat(logs).hasSize(1);
        return logs.get(0);
    }

    @Test
    void log_isReadField_byField() throws JsonProcessingException {
        WireLog log = one(LOG);

        assertThat(log.contract()).hasToString("0x00000000000000000000000000000000000000aa");
        assertThat(log.topics())
                .extracting(Object::toString)
                .containsExactly("0x" + "1".repeat(64), "0x" + "2".repeat(64));
        assertThat(log.data()).containsExactly(0, 0xff);
        assertThat(log.block()).isEqualTo(16);
        assertThat(log.blockHash()).hasToString("0x" + "1".repeat(64));
        assertThat(log.time()).isEqualTo(101);
        assertThat(log.transaction()).hasToString("0x" + "2".repeat(64));
        assertThat(log.transactionIndex()).isEqualTo(3);
        assertThat(log.logIndex()).isEqualTo(31);
        assertThat(log.removed()).isFalse();
    }

    @Test
    void logs_ofSeveralBlocks_thatAreTooMany_areNotKept() throws JsonProcessingException {
        String block = LOG + ("," + LOG).repeat(WireLogs.MOST - 1);
        String next = LOG.replace("\"0x10\"", "\"0x11\"");

        WireLogs most = MAPPER.readValue("[" + block.substring(LOG.length() + 1) + "," + next + "]", WireLogs.class);
        WireLogs more = MAPPER.readValue("[" + block + "," + next + "," + next + "]", WireLogs.class);
        WireLogs alone = MAPPER.readValue("[" + block + "," + LOG + "]", WireLogs.class);

        assertThat(most.logs()).hasSize(WireLogs.MOST);
        assertThat(most.tooMany()).isFalse();
        assertThat(more.logs()).isEmpty();
        assertThat(more.tooMany()).isTrue();
        assertThat(alone.logs()).as("one block cannot be asked for in parts").hasSize(WireLogs.MOST + 1);
        assertThat(RangeRefusal.read("query returned more than " + WireLogs.MOST + " results")
                        .orElseThrow()
                        .kind())
                .isEqualTo(RangeRefusal.Kind.RESULTS);
    }

    @Test
    void words_thatAreTheSame_areOne() throws JsonProcessingException {
        List<WireLog> logs = read("[" + LOG + "," + LOG + "]");

        assertThat(logs.get(0).blockHash())
                .isSameAs(logs.get(1).blockHash())
                .isSameAs(logs.get(0).topics().get(0));
    }

    @ParameterizedTest
    @CsvSource({
        "0x0,0",
        "0x00,0",
        "0x10,16",
        "0X10,16",
        "0x000000000000000000010,16",
        "0xfffffffffffffff,1152921504606846975"
    })
    void quantity_isRead(String text, long value) throws JsonProcessingException {
        assertThat(one(LOG.replace("\"0x10\"", "\"" + text + "\"")).block()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0x", "10", "0xg", "0x-1", "-0x1", "0x1.5", "0x1000000000000000", "0x１"})
    void quantity_thatIsNone_isRefused(String text) {
        assertThatExceptionOfType(JsonProcessingException.class)
                .isThrownBy(() -> one(LOG.replace("\"0x10\"", "\"" + text + "\"")))
                .withMessageContaining("blockNumber must be a quantity");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "00ff", "0x0", "0x0g", "0xé0"})
    void data_thatIsNone_isRefused(String text) {
        assertThatExceptionOfType(JsonProcessingException.class)
                .isThrownBy(() -> one(LOG.replace("\"0x00fF\"", "\"" + text + "\"")))
                .withMessageContaining("data must be hex of whole bytes");
    }

    @Test
    void data_mayBeEmpty() throws JsonProcessingException {
        assertThat(one(LOG.replace("0x00fF", "0x")).data()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "address",
                "topics",
                "data",
                "blockNumber",
                "blockHash",
                "transactionHash",
                "transactionIndex",
                "logIndex"
            })
    void field_thatIsMissing_isRefused(String field) {
        assertThatExceptionOfType(JsonProcessingException.class)
                .isThrownBy(() -> one(LOG.replace("\"" + field + "\"", "\"other\"")));
        assertThatExceptionOfType(JsonProcessingException.class)
                .isThrownBy(() ->
                        one(LOG.replaceAll("\"" + field + "\":(\\[[^]]*\\]|\"[^\"]*\")", "\"" + field + "\":null")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "101", "{}"})
    void time_thatIsNotTold_isUnknown(String value) throws JsonProcessingException {
        assertThat(one(LOG.replace("\"0x65\"", value)).time()).isEqualTo(WireLog.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "\"0x\"", "[[]]", "[1]", "[null]", "[\"0x\"]"})
    void whatIsNoListOfLogs_isRefused(String json) {
        assertThatExceptionOfType(JsonProcessingException.class).isThrownBy(() -> read(json));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void topics_areNoneToFour(int count) throws JsonProcessingException {
        assertThat(one(withTopics(count)).topics()).hasSize(count);
    }

    @Test
    void topics_areNotFive() {
        assertThatExceptionOfType(JsonProcessingException.class).isThrownBy(() -> one(withTopics(5)));
    }

    private static String withTopics(int count) {
        List<String> topics = IntStream.range(0, count)
                .mapToObj(i -> "\"0x%064x\"".formatted(i))
                .toList();
        return LOG.replaceFirst("\\[[^]]*\\]", topics.toString());
    }

    @Property(tries = 50)
    void manyWords_areNeverMixedUp(@ForAll long seed) throws JsonProcessingException {
        Random random = new Random(seed);
        List<String> topics = IntStream.range(0, 3_000)
                .mapToObj(i -> "0x%064x".formatted(random.nextInt(1_500) * (long) random.nextInt(3)))
                .toList();
        StringBuilder json = new StringBuilder("[");
        for (String topic : topics) {
            json.append(json.length() > 1 ? "," : "").append(LOG.replaceFirst("\\[[^]]*\\]", "[\"" + topic + "\"]"));
        }

        assertThat(read(json + "]").stream().map(log -> log.topics().get(0).hex()))
                .containsExactlyElementsOf(topics);
    }
}
