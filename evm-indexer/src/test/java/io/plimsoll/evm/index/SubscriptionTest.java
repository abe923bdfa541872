package io.plimsoll.evm.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.event.EventDecoder;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.evm.protocol.uniswapv3.FactoryEvent;
import io.plimsoll.evm.protocol.uniswapv3.PoolEvent;
import io.plimsoll.evm.protocol.uniswapv3.UniswapV3Events;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SubscriptionTest {
    private static final Address FACTORY = Address.parse("0x" + "fa".repeat(20));

    /** As protocols have them; one by one is the same. */
    @Test
    void lists_areTakenAsTheyAre() {
        Factory pools =
                Factory.of("pools", Set.of(FACTORY), UniswapV3Events.POOL_CREATED, FactoryEvent.PoolCreated::pool);
        List<EventDecoder<? extends PoolEvent>> all = UniswapV3Events.POOL;

        assertThat(Subscription.children(pools, all).decoders()).isEqualTo(all);
        assertThat(Subscription.children(pools, all).factory()).contains(pools);
        assertThat(Subscription.contract(FACTORY, UniswapV3Events.FACTORY).decoders())
                .isEqualTo(UniswapV3Events.FACTORY);
        assertThat(Subscription.contracts(Set.of(FACTORY), all).contracts()).containsExactly(FACTORY);
        assertThat(Subscription.anyContract(all).decoders())
                .isEqualTo(Subscription.anyContract(all.toArray(new EventDecoder<?>[0]))
                        .decoders());
        assertThatIllegalArgumentException().isThrownBy(() -> Subscription.anyContract(List.of()));
    }
}
