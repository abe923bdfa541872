package io.plimsoll.hyperliquid.exchange;

/**
 * An action that a wallet signs field by field, as it would show it to its owner. Only the account's own key may sign it; it
 * acts for no vault, and has no expiry. Chain and time are set when it is signed, whatever the record says.
 *
 * @param <R> what the venue answers
 */
public sealed interface UserSignedAction<R> extends Action<R>
        permits ApproveAgentAction,
                ApproveBuilderFeeAction,
                CDepositAction,
                CWithdrawAction,
                ConvertToMultiSigUserAction,
                LinkStakingUserAction,
                SendAssetAction,
                SendToEvmWithDataAction,
                SpotSendAction,
                StakingLinkDisableTradingUserAction,
                TokenDelegateAction,
                UsdClassTransferAction,
                UsdSendAction,
                UserDexAbstractionAction,
                UserPortfolioMarginAction,
                UserSetAbstractionAction,
                Withdraw3Action {
    /** The chain id that actions are made with: any will do for a key that is not in a browser's wallet. */
    String CHAIN_ID = "0x66eee";

    @Override
    UserSignedAction<R> stamped(HyperliquidChain chain, long nonce);

    /** The same for a wallet that only signs for the chain it is on; hexadecimal. */
    UserSignedAction<R> withSignatureChainId(String chainId);
}
