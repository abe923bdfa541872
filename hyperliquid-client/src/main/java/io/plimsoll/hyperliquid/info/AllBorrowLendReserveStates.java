package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;

/** Endpoint {@code allBorrowLendReserveStates}: every reserve of the lending pool. */
public final class AllBorrowLendReserveStates {
    private AllBorrowLendReserveStates() {}

    /**
     * A pair on the wire.
     *
     * @param token spot index of what is lent
     * @param state of its reserve
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Reserve(int token, BorrowLendReserveState state) {}

    /** All reserves. Weight 20. */
    public static InfoRequest<List<Reserve>> of() {
        return InfoRequest.of("allBorrowLendReserveStates", 20, new TypeReference<List<Reserve>>() {});
    }
}
