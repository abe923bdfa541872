package io.plimsoll.evm.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.chain.ChainLog;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.chain.LogRef;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventShapeTest {
    private static final EventShape TRANSFER =
            EventShape.parse("Transfer(address indexed from, address indexed to, uint256 value)");
    private static final Bytes32 ONE = word("1");
    private static final LogRef AT = new LogRef(
            ChainId.HYPEREVM, new BlockRef(7, word("7"), Instant.ofEpochSecond(1_700_000_000)), word("2"), 0, 0);

    @Test
    void topic_isTheHashOfTheSignature() {
        assertThat(TRANSFER.signature()).isEqualTo("Transfer(address,address,uint256)");
        assertThat(TRANSFER.topic().hex())
                .isEqualTo("0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef");
        assertThat(EventShape.parse(
                                "Liquidate(bytes32 indexed id, address indexed caller, address indexed borrower, uint repaidAssets, uint256 repaidShares, uint256 seizedAssets, uint256 badDebtAssets, uint256 badDebtShares)")
                        .topic()
                        .hex())
                .isEqualTo("0xa4946ede45d0c6f06a0f5ce92c9ad3b4751452d2fe0e25010783bcab57a67e41");
        assertThat(EventShape.parse(
                                "CreateMarket(bytes32 indexed id, (address loanToken, address collateralToken, address oracle, address irm, uint256 lltv) marketParams)")
                        .topic()
                        .hex())
                .isEqualTo("0xac4b2400f169220b0c0afdde7a0b32e775ba727ea1cb30b35f935cdaab8683ac");
    }

    @Test
    void fields_areReadFromTopicsAndData() {
        LogFields fields = TRANSFER.fields(log("0x" + "%064x".formatted(500), TRANSFER.topic(), word("a"), word("b")))
                .orElseThrow();

        assertThat(fields.address("from")).isEqualTo(Address.parse("0x" + "%040x".formatted(10)));
        assertThat(fields.address("to")).isEqualTo(Address.parse("0x" + "%040x".formatted(11)));
        assertThat(fields.unsigned("value")).isEqualTo(500);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fields.unsigned("from"))
                .withMessageContaining("address");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fields.address("nobody"))
                .withMessageContaining("nobody");
    }

    @Test
    void logOfAnotherShape_isNone() {
        String amount = "0x" + "%064x".formatted(500);
        // an NFT's transfer: the token is indexed too
        assertThat(TRANSFER.fields(log("0x", TRANSFER.topic(), ONE, ONE, ONE))).isEmpty();
        assertThat(TRANSFER.fields(log(amount + "00", TRANSFER.topic(), ONE, ONE)))
                .isEmpty();
        assertThat(TRANSFER.fields(log(amount, ONE, ONE, ONE))).isEmpty();
        assertThat(TRANSFER.fields(log(amount))).isEmpty();
        // no address has more than 20 bytes
        assertThat(TRANSFER.fields(log(amount, TRANSFER.topic(), word("f".repeat(41)), ONE)))
                .isEmpty();
    }

    @Test
    void smallAndSignedTypes_areCheckedAgainstTheirRange() {
        EventShape shape = EventShape.parse("E(int24 tick, uint8 mode, bool on, bytes4 selector)");
        String minusOne = "f".repeat(64);
        String good = minusOne + "%064x".formatted(255) + "%064x".formatted(1) + "12345678" + "0".repeat(56);
        LogFields fields = shape.fields(log("0x" + good, shape.topic())).orElseThrow();

        assertThat(fields.signed("tick")).isEqualTo(BigInteger.ONE.negate());
        assertThat(fields.smallInt("tick")).isEqualTo(-1);
        assertThat(fields.smallInt("mode")).isEqualTo(255);
        assertThat(fields.bool("on")).isTrue();
        assertThat(fields.word("selector").hex()).startsWith("0x1234567800");
        assertThat(shape.fields(
                        log("0x" + good.replace("%064x".formatted(255), "%064x".formatted(256)), shape.topic())))
                .isEmpty();
        assertThat(shape.fields(log("0x" + "%064x".formatted(1 << 23) + good.substring(64), shape.topic())))
                .isEmpty();
    }

    @Test
    void dynamicParameters_areFollowedAndChecked() {
        EventShape shape =
                EventShape.parse("E(string name, uint256[] amounts, (uint256 a, bytes b) pair, string indexed hashed)");
        String data = "%064x".formatted(0x60)
                + "%064x".formatted(0xa0)
                + "%064x".formatted(0x100)
                + "%064x".formatted(2) + "6869" + "0".repeat(60)
                + "%064x".formatted(2) + "%064x".formatted(8) + "%064x".formatted(9)
                + "%064x".formatted(5) + "%064x".formatted(0x40) + "%064x".formatted(1) + "ff" + "0".repeat(62);
        LogFields fields = shape.fields(log("0x" + data, shape.topic(), ONE)).orElseThrow();

        assertThat(fields.text("name")).isEqualTo("hi");
        assertThat(fields.data("amounts").smallInt(0)).isEqualTo(2);
        assertThat(fields.data("amounts").unsigned(2)).isEqualTo(9);
        assertThat(fields.data("pair").unsigned(0)).isEqualTo(5);
        assertThat(fields.data("pair").at(1).dynamicBytes()).isEqualTo(new byte[] {-1});
        assertThat(fields.word("hashed")).isEqualTo(ONE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fields.text("hashed"))
                .withMessageContaining("hash");
        assertThat(shape.fields(log("0x" + data.substring(0, 64 * 4), shape.topic(), ONE)))
                .isEmpty();
    }

    /** Anybody may make a vault or a market of such a name; a database that refuses it would stop the whole index. */
    @Test
    void textThatIsNone_isReplaced() {
        EventShape shape = EventShape.parse("E(string name)");
        String data = "%064x".formatted(0x20) + "%064x".formatted(4) + "610062ff" + "0".repeat(56);

        assertThat(shape.fields(log("0x" + data, shape.topic())).orElseThrow().text("name"))
                .isEqualTo("a\uFFFDb\uFFFD");
    }

    @Test
    void declarationThatIsNone_isRefused() {
        for (String wrong : List.of(
                "Transfer",
                "(uint256 a)",
                "E(uint256)",
                "E(uint7 a)",
                "E(uint264 a)",
                "E(address a, bool a)",
                "E(float a)",
                "E(bool indexed a, bool indexed b, bool indexed c, bool indexed d)",
                "E(bytes33 a)",
                "E((uint256 a b)")) {
            assertThatIllegalArgumentException().as(wrong).isThrownBy(() -> EventShape.parse(wrong));
        }
        assertThat(EventShape.parse("Paused()").signature()).isEqualTo("Paused()");
    }

    private static Bytes32 word(String digits) {
        return Bytes32.parse("0x" + "0".repeat(64 - digits.length()) + digits);
    }

    private static ChainLog log(String data, Bytes32... topics) {
        return new ChainLog(AT, Address.ZERO, List.of(topics), Hex.decode(data));
    }
}
