package io.plimsoll.hyperliquid.info;

import io.plimsoll.core.foundation.chain.Address;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One request to each info endpoint, for tests that go over all of them. */
final class EveryInfoRequest {
    private static final Address USER = Address.ZERO;

    /** By the venue's name of the endpoint, in alphabetical order. */
    static final Map<String, InfoRequest<?>> BY_TYPE = Stream.<InfoRequest<?>>of(
                    ActiveAssetData.of(USER, "BTC"),
                    AlignedQuoteTokenInfo.of(1),
                    AllBorrowLendReserveStates.of(),
                    AllMids.of(),
                    AllPerpMetas.of(),
                    ApprovedBuilders.of(USER),
                    BatchClearinghouseStates.of(List.of(USER)),
                    BorrowLendReserveState.of(0),
                    BorrowLendUserState.of(USER),
                    CandleSnapshot.of("BTC", "1h", 0, null),
                    ClearinghouseState.of(USER),
                    Delegations.of(USER),
                    DelegatorHistory.of(USER),
                    DelegatorRewards.of(USER),
                    DelegatorSummary.of(USER),
                    ExchangeStatus.of(),
                    ExtraAgents.of(USER),
                    FrontendOpenOrders.of(USER),
                    FundingHistory.of("BTC", 0, null),
                    GossipPriorityAuctionStatus.of(),
                    GossipRootIps.of(),
                    HistoricalOrders.of(USER),
                    IsVip.of(USER),
                    L2Book.of("BTC"),
                    LeadingVaults.of(USER),
                    LegalCheck.of(USER),
                    Liquidatable.of(),
                    MarginTable.of(50),
                    MaxBuilderFee.of(USER, USER),
                    MaxMarketOrderNtls.of(),
                    Meta.of(),
                    MetaAndAssetCtxs.of(),
                    OpenOrders.of(USER),
                    OrderStatus.of(USER, 1),
                    OutcomeMeta.of(),
                    OutcomeTemplates.of(),
                    PerpAnnotation.of("xyz:A"),
                    PerpCategories.of(),
                    PerpConciseAnnotations.of(),
                    PerpDeployAuctionStatus.of(),
                    PerpDexLimits.of("xyz"),
                    PerpDexStatus.of("xyz"),
                    PerpDexs.of(),
                    PerpsAtOpenInterestCap.of(),
                    Portfolio.of(USER),
                    PreTransferCheck.of(USER, USER),
                    PredictedFundings.of(),
                    RecentTrades.of("BTC"),
                    Referral.of(USER),
                    SettledOutcome.of(1),
                    SpotClearinghouseState.of(USER),
                    SpotDeployState.of(USER),
                    SpotMeta.of(),
                    SpotMetaAndAssetCtxs.of(),
                    SpotPairDeployAuctionStatus.of(),
                    SubAccounts.of(USER),
                    SubAccounts2.of(USER),
                    TokenDetails.of("0x00"),
                    TwapHistory.of(USER),
                    UsdcRouting.of(),
                    UserAbstraction.of(USER),
                    UserBorrowLendInterest.of(USER, 0, null),
                    UserDexAbstraction.of(USER),
                    UserFees.of(USER),
                    UserFills.of(USER),
                    UserFillsByTime.of(USER, 0, null),
                    UserFunding.of(USER, null, null),
                    UserNonFundingLedgerUpdates.of(USER, null, null),
                    UserRateLimit.of(USER),
                    UserRole.of(USER),
                    UserToMultiSigSigners.of(USER),
                    UserTwapSliceFills.of(USER),
                    UserTwapSliceFillsByTime.of(USER, 0, null),
                    UserVaultEquities.of(USER),
                    ValidatorL1Votes.of(),
                    ValidatorSummaries.of(),
                    VaultDetails.of(USER),
                    VaultSummaries.of(),
                    WebData2.of(USER))
            .collect(Collectors.toMap(
                    InfoRequest::type,
                    Function.identity(),
                    (one, other) -> {
                        throw new IllegalStateException("two requests of type " + one.type());
                    },
                    TreeMap::new));

    private EveryInfoRequest() {}
}
