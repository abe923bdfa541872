package io.plimsoll.hyperliquid.exchange;

/**
 * An action that is signed as bytes: its MessagePack form is hashed and the hash signed. An agent may sign it.
 *
 * @param <R> what the venue answers
 */
public sealed interface L1Action<R> extends Action<R>
        permits ActivateOutcomeDeployerAction,
                AgentEnableDexAbstractionAction,
                AgentSendAssetAction,
                AgentSetAbstractionAction,
                AuthorizeAqav2RoleAction,
                BatchModifyAction,
                BorrowLendAction,
                CSignerAction,
                CValidatorAction,
                CancelAction,
                CancelByCloidAction,
                ClaimRewardsAction,
                CreateSubAccountAction,
                CreateVaultAction,
                EvmUserModifyAction,
                FinalizeEvmContractAction,
                GossipPriorityBidAction,
                Hip3LiquidatorTransferAction,
                ModifyAction,
                NoopAction,
                OrderAction,
                OutcomeDeployAction,
                PerpDeployAction,
                RegisterReferrerAction,
                ReserveRequestWeightAction,
                ScheduleCancelAction,
                SetDisplayNameAction,
                SetReferrerAction,
                SpotDeployAction,
                SpotUserAction,
                SubAccountModifyAction,
                SubAccountSpotTransferAction,
                SubAccountTransferAction,
                TopUpIsolatedOnlyMarginAction,
                TwapCancelAction,
                TwapOrderAction,
                UpdateIsolatedMarginAction,
                UpdateLeverageAction,
                UserOutcomeAction,
                ValidatorL1StreamAction,
                VaultDistributeAction,
                VaultModifyAction,
                VaultTransferAction {

    /** Whether it may be sent for a vault or sub-account. */
    default boolean takesVault() {
        return false;
    }
}
