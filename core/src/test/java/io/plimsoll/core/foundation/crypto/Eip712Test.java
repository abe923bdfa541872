package io.plimsoll.core.foundation.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.crypto.Eip712.Domain;
import io.plimsoll.core.foundation.crypto.Eip712.Field;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Eip712Test {
    private static final Map<String, List<Field>> TYPES = Map.of(
            "Order",
            List.of(new Field("amount", "uint64"), new Field("legs", "Leg[2]"), new Field("delta", "int8")),
            "Leg",
            List.of(new Field("coin", "string")));

    private static Map<String, Object> order(Object amount, Object legs, Object delta) {
        return Map.of("amount", amount, "legs", legs, "delta", delta);
    }

    @Test
    void separator_ofTheExchangeDomain_isTheVenuesConstant() {
        Domain exchange = Domain.of("Exchange", "1", 1337, Address.ZERO);

        assertThat(Hex.encode(exchange.separator()))
                .isEqualTo("0xd79297fcdf2ffcd4ae223d01edaa2ba214ff8f401d7c9300d995d17c82aa4040");
    }

    @Test
    void encodeType_listsReachedTypesSorted() {
        assertThat(Eip712.encodeType("Order", TYPES))
                .isEqualTo("Order(uint64 amount,Leg[2] legs,int8 delta)Leg(string coin)");
    }

    @Test
    void hashStruct_wrongValues_areRefusedByPath() {
        List<Map<String, Object>> legs = List.of(Map.of("coin", "A"), Map.of("coin", "B"));

        assertThat(Eip712.hashStruct("Order", TYPES, order(1L, legs, -128))).hasSize(32);
        refuses(order(BigInteger.ONE.shiftLeft(64), legs, 0), "Order.amount is uint64, out of range");
        refuses(order(-1, legs, 0), "Order.amount is uint64, out of range: -1");
        refuses(order(1, legs, 128), "Order.delta is int8, out of range: 128");
        refuses(order(1, legs.subList(0, 1), 0), "Order.legs is Leg[2], got 1 items");
        refuses(order("1", legs, 0), "Order.amount is uint64 and takes a BigInteger, got a String");
        refuses(Map.of("amount", 1), "Order has the fields [amount, legs, delta]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Eip712.hashStruct("Trade", TYPES, Map.of()))
                .withMessage("unknown type Trade");
    }

    private static void refuses(Map<String, Object> message, String start) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Eip712.hashStruct("Order", TYPES, message))
                .withMessageStartingWith(start);
    }
}
