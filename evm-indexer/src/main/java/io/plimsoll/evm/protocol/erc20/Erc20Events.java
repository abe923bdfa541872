package io.plimsoll.evm.protocol.erc20;

import io.plimsoll.core.domain.event.EventDecoder;
import io.plimsoll.core.domain.token.TokenTransfer;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.evm.abi.EventShape;

/**
 * Decoders of what tokens log. An NFT's {@code Transfer} and {@code Approval} have the same first topic and one more indexed
 * parameter: they are no event here.
 *
 * @see <a href="https://eips.ethereum.org/EIPS/eip-20">EIP-20</a>
 */
public final class Erc20Events {
    /** {@code Transfer}: an amount moved, was made (from the zero address) or destroyed (to it). */
    public static final EventDecoder<TokenTransfer> TRANSFER = EventShape.parse(
                    "Transfer(address indexed from, address indexed to, uint256 value)")
            .decoder((log, fields) -> new TokenTransfer(
                    log.at(), log.contract(), fields.address("from"), fields.address("to"), fields.unsigned("value")));

    /** {@code Approval}: what a spender may take. */
    public static final EventDecoder<TokenApproval> APPROVAL = EventShape.parse(
                    "Approval(address indexed owner, address indexed spender, uint256 value)")
            .decoder((log, fields) -> new TokenApproval(
                    log.at(),
                    log.contract(),
                    fields.address("owner"),
                    fields.address("spender"),
                    fields.unsigned("value")));

    /**
     * {@code Deposit} of a WETH9-shaped token such as WHYPE, as the transfer from the zero address that it does not log: without it
     * and {@link #WRAPPED_WITHDRAWAL}, balances summed from its transfers are wrong. Subscribe it for such contracts only: many
     * others log a {@code Deposit} of the same shape, and some wrapped tokens a {@code Transfer} as well.
     */
    public static final EventDecoder<TokenTransfer> WRAPPED_DEPOSIT = EventShape.parse(
                    "Deposit(address indexed dst, uint256 wad)")
            .decoder((log, fields) -> new TokenTransfer(
                    log.at(), log.contract(), Address.ZERO, fields.address("dst"), fields.unsigned("wad")));

    /** {@code Withdrawal} of a WETH9-shaped token, as the transfer to the zero address that it does not log. */
    public static final EventDecoder<TokenTransfer> WRAPPED_WITHDRAWAL = EventShape.parse(
                    "Withdrawal(address indexed src, uint256 wad)")
            .decoder((log, fields) -> new TokenTransfer(
                    log.at(), log.contract(), fields.address("src"), Address.ZERO, fields.unsigned("wad")));

    private Erc20Events() {}
}
