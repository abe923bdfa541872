package io.plimsoll.evm.hypercore.corewriter;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.evm.abi.AbiTuple;
import io.plimsoll.evm.hypercore.CoreUnits;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.Abstraction;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.AddApiWallet;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.ApproveBuilderFee;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.BorrowLend;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.BorrowLendOperation;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.CancelOrderByCloid;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.CancelOrderByOid;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.FinalizeEvmContract;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.FinalizeVariant;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.LimitOrder;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.ReflectEvmSupplyChange;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.SendAsset;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.SetAbstraction;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.SpotSend;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.StakingDeposit;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.StakingWithdraw;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.TimeInForce;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.TokenDelegate;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.Unrecognised;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.UsdClassTransfer;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.VaultTransfer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** The bytes of actions: {@code 0x01}, three bytes of the id, the ABI-encoded fields. */
final class CoreActionCodec {
    private static final byte VERSION = 1;
    private static final int HEADER = 4;

    /** Where the choices of most fields begin on the wire: 0 is none of them. */
    private static final int FROM_ONE = 1;

    // choices in the order of their numbers on the wire
    private static final List<TimeInForce> TIMES_IN_FORCE = List.of(TimeInForce.ALO, TimeInForce.GTC, TimeInForce.IOC);
    private static final List<FinalizeVariant> FINALIZE_VARIANTS =
            List.of(FinalizeVariant.CREATE, FinalizeVariant.FIRST_STORAGE_SLOT, FinalizeVariant.CUSTOM_STORAGE_SLOT);
    private static final List<BorrowLendOperation> BORROW_LEND_OPERATIONS =
            List.of(BorrowLendOperation.SUPPLY, BorrowLendOperation.WITHDRAW);
    private static final List<Abstraction> ABSTRACTIONS =
            List.of(Abstraction.DISABLED, Abstraction.UNIFIED_ACCOUNT, Abstraction.PORTFOLIO_MARGIN);

    private static final List<Codec<?>> CODECS = List.of(
            new Codec<>(
                    1,
                    LimitOrder.class,
                    "uint32 asset, bool isBuy, uint64 limitPx, uint64 sz, bool reduceOnly, uint8 tif, uint128 cloid",
                    order -> List.of(
                            order.asset(),
                            order.isBuy(),
                            order.limitPx().unscaledValue(),
                            order.sz().unscaledValue(),
                            order.reduceOnly(),
                            TIMES_IN_FORCE.indexOf(order.tif()) + FROM_ONE,
                            order.cloid().orElse(BigInteger.ZERO)),
                    fields -> new LimitOrder(
                            fields.whole(0),
                            fields.flag(1),
                            fields.decimal(2, CoreUnits.ORDER_DECIMALS),
                            fields.decimal(3, CoreUnits.ORDER_DECIMALS),
                            fields.flag(4),
                            fields.choice(5, TIMES_IN_FORCE, FROM_ONE),
                            Optional.of(fields.number(6)).filter(cloid -> cloid.signum() != 0))),
            new Codec<>(
                    2,
                    VaultTransfer.class,
                    "address vault, bool isDeposit, uint64 usd",
                    transfer -> List.of(
                            transfer.vault(),
                            transfer.isDeposit(),
                            transfer.usd().unscaledValue()),
                    fields -> new VaultTransfer(
                            fields.address(0), fields.flag(1), fields.decimal(2, CoreUnits.USD_DECIMALS))),
            new Codec<>(
                    3,
                    TokenDelegate.class,
                    "address validator, uint64 wei, bool isUndelegate",
                    delegate -> List.of(delegate.validator(), delegate.wei(), delegate.isUndelegate()),
                    fields -> new TokenDelegate(fields.address(0), fields.number(1), fields.flag(2))),
            new Codec<>(
                    4,
                    StakingDeposit.class,
                    "uint64 wei",
                    deposit -> List.of(deposit.wei()),
                    fields -> new StakingDeposit(fields.number(0))),
            new Codec<>(
                    5,
                    StakingWithdraw.class,
                    "uint64 wei",
                    withdraw -> List.of(withdraw.wei()),
                    fields -> new StakingWithdraw(fields.number(0))),
            new Codec<>(
                    6,
                    SpotSend.class,
                    "address destination, uint64 token, uint64 wei",
                    send -> List.of(send.destination(), send.token(), send.wei()),
                    fields -> new SpotSend(fields.address(0), fields.whole(1), fields.number(2))),
            new Codec<>(
                    7,
                    UsdClassTransfer.class,
                    "uint64 ntl, bool toPerp",
                    transfer -> List.of(transfer.ntl().unscaledValue(), transfer.toPerp()),
                    fields -> new UsdClassTransfer(fields.decimal(0, CoreUnits.USD_DECIMALS), fields.flag(1))),
            new Codec<>(
                    8,
                    FinalizeEvmContract.class,
                    "uint64 token, uint8 variant, uint64 createNonce",
                    contract -> List.of(
                            contract.token(),
                            FINALIZE_VARIANTS.indexOf(contract.variant()) + FROM_ONE,
                            contract.createNonce()),
                    fields -> new FinalizeEvmContract(
                            fields.whole(0), fields.choice(1, FINALIZE_VARIANTS, FROM_ONE), fields.whole(2))),
            new Codec<>(
                    9,
                    AddApiWallet.class,
                    "address wallet, string name",
                    wallet -> List.of(wallet.wallet(), wallet.name()),
                    fields -> new AddApiWallet(fields.address(0), fields.text(1))),
            new Codec<>(
                    10,
                    CancelOrderByOid.class,
                    "uint32 asset, uint64 oid",
                    cancel -> List.of(cancel.asset(), cancel.oid()),
                    fields -> new CancelOrderByOid(fields.whole(0), fields.whole(1))),
            new Codec<>(
                    11,
                    CancelOrderByCloid.class,
                    "uint32 asset, uint128 cloid",
                    cancel -> List.of(cancel.asset(), cancel.cloid()),
                    fields -> new CancelOrderByCloid(fields.whole(0), fields.number(1))),
            new Codec<>(
                    12,
                    ApproveBuilderFee.class,
                    "uint64 maxFeeRate, address builder",
                    fee -> List.of(fee.maxFeeRate(), fee.builder()),
                    fields -> new ApproveBuilderFee(fields.whole(0), fields.address(1))),
            new Codec<>(
                    13,
                    SendAsset.class,
                    "address destination, address subAccount, uint32 sourceDex, uint32 destinationDex, uint64 token, "
                            + "uint64 wei",
                    send -> List.of(
                            send.destination(),
                            send.subAccount(),
                            send.sourceDex(),
                            send.destinationDex(),
                            send.token(),
                            send.wei()),
                    fields -> new SendAsset(
                            fields.address(0),
                            fields.address(1),
                            fields.whole(2),
                            fields.whole(3),
                            fields.whole(4),
                            fields.number(5))),
            new Codec<>(
                    14,
                    ReflectEvmSupplyChange.class,
                    "uint64 token, uint64 wei, bool isMint",
                    change -> List.of(change.token(), change.wei(), change.isMint()),
                    fields -> new ReflectEvmSupplyChange(fields.whole(0), fields.number(1), fields.flag(2))),
            new Codec<>(
                    15,
                    BorrowLend.class,
                    "uint8 operation, uint64 token, uint64 wei",
                    action -> List.of(BORROW_LEND_OPERATIONS.indexOf(action.operation()), action.token(), action.wei()),
                    fields -> new BorrowLend(
                            fields.choice(0, BORROW_LEND_OPERATIONS, 0), fields.whole(1), fields.number(2))),
            new Codec<>(
                    16,
                    SetAbstraction.class,
                    "address user, uint8 abstraction",
                    set -> List.of(set.user(), ABSTRACTIONS.indexOf(set.abstraction()) + FROM_ONE),
                    fields -> new SetAbstraction(fields.address(0), fields.choice(1, ABSTRACTIONS, FROM_ONE))));

    private CoreActionCodec() {}

    static OptionalInt id(CoreAction action) {
        byte[] payload = encode(action);
        return payload.length >= HEADER && payload[0] == VERSION ? OptionalInt.of(id(payload)) : OptionalInt.empty();
    }

    static byte[] encode(CoreAction action) {
        return action instanceof Unrecognised unrecognised
                ? Hex.decode(unrecognised.payload())
                : CODECS.stream()
                        .filter(codec -> codec.type.isInstance(action))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("no codec of " + action))
                        .encode(action);
    }

    static CoreAction decode(byte[] payload) {
        return findCodec(payload)
                .flatMap(codec -> codec.decode(Arrays.copyOfRange(payload, HEADER, payload.length)))
                .filter(action -> Arrays.equals(encode(action), payload))
                .orElseGet(() -> new Unrecognised(Hex.encode(payload)));
    }

    private static Optional<Codec<?>> findCodec(byte[] payload) {
        if (payload.length < HEADER || payload[0] != VERSION) {
            return Optional.empty();
        }
        int id = id(payload);
        return id >= 1 && id <= CODECS.size() ? Optional.of(CODECS.get(id - 1)) : Optional.empty();
    }

    private static int id(byte[] payload) {
        return new BigInteger(1, payload, 1, HEADER - 1).intValue();
    }

    private static final class Codec<A extends CoreAction> {
        private final int id;
        private final Class<A> type;
        private final AbiTuple fields;
        private final Function<A, List<?>> values;
        private final Function<Fields, A> of;

        Codec(int id, Class<A> type, String fields, Function<A, List<?>> values, Function<Fields, A> of) {
            this.id = id;
            this.type = type;
            this.fields = AbiTuple.parse(fields);
            this.values = values;
            this.of = of;
        }

        byte[] encode(CoreAction action) {
            byte[] encoded = fields.encode(values.apply(type.cast(action)));
            byte[] payload = new byte[HEADER + encoded.length];
            payload[0] = VERSION;
            payload[HEADER - 1] = (byte) id;
            System.arraycopy(encoded, 0, payload, HEADER, encoded.length);
            return payload;
        }

        /** Empty if these are no such fields. */
        Optional<CoreAction> decode(byte[] encoded) {
            try {
                return Optional.of(of.apply(new Fields(fields.decode(type.getSimpleName(), encoded))));
            } catch (MalformedResponse | IllegalArgumentException notSuch) {
                return Optional.empty();
            }
        }
    }

    /** Decoded fields by their place; one that this library's type cannot hold is an {@link IllegalArgumentException}. */
    private record Fields(List<Object> values) {
        BigInteger number(int index) {
            return (BigInteger) values.get(index);
        }

        long whole(int index) {
            if (number(index).bitLength() > 63) {
                throw new IllegalArgumentException("more than 63 bits: " + number(index));
            }
            return number(index).longValue();
        }

        BigDecimal decimal(int index, int decimals) {
            return new BigDecimal(number(index), decimals);
        }

        boolean flag(int index) {
            return (Boolean) values.get(index);
        }

        Address address(int index) {
            return (Address) values.get(index);
        }

        String text(int index) {
            return (String) values.get(index);
        }

        <T> T choice(int index, List<T> choices, int first) {
            int choice = number(index).intValueExact() - first;
            if (choice < 0 || choice >= choices.size()) {
                throw new IllegalArgumentException("no such choice: " + number(index));
            }
            return choices.get(choice);
        }
    }
}
