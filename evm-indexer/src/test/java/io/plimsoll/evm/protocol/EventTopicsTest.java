package io.plimsoll.evm.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.event.EventDecoder;
import io.plimsoll.evm.protocol.aavev3.AaveV3Events;
import io.plimsoll.evm.protocol.morpho.MorphoEvents;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The topics were computed from the protocols' own declarations, or seen on chains, by others. */
class EventTopicsTest {
    private static final Map<String, String> TOPICS = Stream.of(
                    AaveV3Events.POOL,
                    AaveV3Events.CONFIGURATOR,
                    AaveV3Events.PROVIDER,
                    AaveV3Events.ORACLE,
                    AaveV3Events.PRICE_SOURCE,
                    AaveV3Events.PROXY,
                    AaveV3Events.TOKEN)
            .flatMap(Collection::stream)
            .collect(Collectors.toMap(
                    EventTopicsTest::name, decoder -> decoder.topic().hex()));
    private static final Map<String, String> MORPHO_TOPICS = Stream.of(
                    MorphoEvents.MORPHO,
                    MorphoEvents.ADAPTIVE_CURVE_IRM,
                    MorphoEvents.META_MORPHO_FACTORY,
                    MorphoEvents.PRE_LIQUIDATION)
            .flatMap(Collection::stream)
            .collect(Collectors.toMap(
                    EventTopicsTest::name, decoder -> decoder.topic().hex()));

    private static String name(EventDecoder<? extends ChainEvent> decoder) {
        return decoder.toString().substring(0, decoder.toString().indexOf('('));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            Supply, 0x2b627736bca15cd5381dcf80b0bf11fd197d01a037c52b927a881a10fb73ba61
            Withdraw, 0x3115d1449a7b732c986cba18244e897a450f61e1bb8d589cd2e69e6c8924f9f7
            Borrow, 0xb3d084820fb1a9decffb176436bd02558d15fac9b0ddfed8c465bc7359d7dce0
            Repay, 0xa534c8dbe71f871f9f3530e97a74601fea17b426cae02e1c5aee42c96c784051
            LiquidationCall, 0xe413a321e8681d831f4dbccbca790d2952b56f977908e45be37335533e005286
            ReserveDataUpdated, 0x804c9b842b2748a22bb64b345453a3de7ca54a6ca45ce00d415894979e22897a
            UserEModeSet, 0xd728da875fc88944cbf17638bcbe4af0eedaef63becd1d1c57cc097eb4608d84
            ReserveUsedAsCollateralEnabled, 0x00058a56ea94653cdf4f152d227ace22d4c00ad99e2a43f58cb7d9e3feb295f2
            ReserveUsedAsCollateralDisabled, 0x44c58d81365b66dd4b1a7f36c25aa97b8c71c361ee4937adc1a00000227db5dd
            FlashLoan, 0xefefaba5e921573100900a3ad9cf29f222d995fb3b6045797eaea7521bd8d6f0
            MintedToTreasury, 0xbfa21aa5d5f9a1f0120a95e7c0749f389863cbdbfff531aa7339077a5bc919de
            IsolationModeTotalDebtUpdated, 0xaef84d3b40895fd58c561f3998000f0583abb992a52fbdc99ace8e8de4d676a5
            DeficitCreated, 0x2bccfb3fad376d59d7accf970515eb77b2f27b082c90ed0fb15583dd5a942699
            DeficitCovered, 0x84b203e49f1a4b553088061534231969a68ad1c81be192205e96d23a206cb26a
            PositionManagerApproved, 0x540e692f36c2fa13e7583c4deeffd91ce6bc04f91e7d84f295d9d858372875fc
            PositionManagerRevoked, 0x08c92c3870d10c79e9673fecea8f4ff261f8e6b661067d9ca63fd777882bff15
            MintUnbacked, 0xf25af37b3d3ec226063dc9bdc103ece7eb110a50f340fe854bb7bc1b0676d7d0
            BackUnbacked, 0x281596e92b2d974beb7d4f124df30a0b39067b096893e95011ce4bdad798b759
            SwapBorrowRateMode, 0x7962b394d85a534033ba2efcf43cd36de57b7ebeb3de0ca4428965d9b3ddc481
            RebalanceStableBorrowRate, 0x9f439ae0c81e41a04d3fdfe07aed54e6a179fb0db15be7702eb66fa8ef6f5300
            ReserveInitialized, 0x3a0ca721fc364424566385a1aa271ed508cc2c0949c2272575fb3013a163a45f
            CollateralConfigurationChanged, 0x637febbda9275aea2e85c0ff690444c8d87eb2e8339bbede9715abcc89cb0995
            PendingLtvChanged, 0x6a3fa1f355f7c7ab43e41cb277d1f8471f2693c63dca91049d5ec127bb588e10
            ReserveFrozen, 0x0c4443d258a350d27dc50c378b2ebf165e6469725f786d21b30cab16823f5587
            ReservePaused, 0xe188d542a5f11925d3a3af33703cdd30a43cb3e8066a3cf68b1b57f61a5a94b5
            ReserveActive, 0xc36c7d11ba01a5869d52aa4a3781939dab851cbc9ee6e7fdcedc7d58898a3f1e
            ReserveBorrowing, 0x2443ba28e8d1d88d531a3d90b981816a4f3b3c7f1fd4085c6029e81d1b7a570d
            BorrowCapChanged, 0xc51aca575985d521c5072ad11549bad77013bb786d57f30f94b40ed8f8dc9bc4
            SupplyCapChanged, 0x0263602682188540a2d633561c0b4453b7d8566285e99f9f6018b8ef2facef49
            LiquidationProtocolFeeChanged, 0xb5b0a963825337808b6e3154de8e98027595a5cad4219bb3a9bc55b192f4b391
            LiquidationGracePeriodChanged, 0xdf4f96448786bcd6fecc9f1fa25f1fbbbee6a5c9e76d635a615ac57bb5983d10
            EModeCategoryAdded, 0x0acf8b4a3cace10779798a89a206a0ae73a71b63acdd3be2801d39c2ef7ab3cb
            EModeAssetCategoryChanged, 0x5bb69795b6a2ea222d73a5f8939c23471a1f85a99c7ca43c207f1b71f10c6264
            AssetCollateralInEModeChanged, 0x79409190108b26fcb0e4570f8e240f627bf18fd01a55f751010224d5bd486098
            AssetBorrowableInEModeChanged, 0x60087ca045be9d8d1301445e67d6248eddba97629c80284fa4910c0e52f103ab
            AssetLtvzeroInEModeChanged, 0xc0a450fbad635333e47f3322ec028a8e0b3909f79c721312a356a0fab5fa8b94
            EModeCategoryIsolationChanged, 0xea07f8a4f488dcc1dc8c27b9c526ac8ba2d04b8024e206616f306c51d9b16826
            ReserveInterestRateDataChanged, 0x1e608c2c753fede2f1f22fca4170277b53ebe5015e488a53414a8921446b7c40
            ReserveInterestRateStrategyChanged, 0xdb8dada53709ce4988154324196790c2e4a60c377e1256790946f83b87db3c33
            FlashloanPremiumTotalUpdated, 0x71aba182c9d0529b516de7a78bed74d49c207ef7e152f52f7ea5d8730138f643
            PoolUpdated, 0x90affc163f1a2dfedcd36aa02ed992eeeba8100a4014f0b4cdc20ea265a66627
            PoolDataProviderUpdated, 0xc853974cfbf81487a14a23565917bee63f527853bcb5fa54f2ae1cdf8a38356d
            PriceOracleUpdated, 0x56b5f80d8cac1479698aa7d01605fd6111e90b15fc4d2b377417f46034876cbd
            AssetSourceUpdated, 0x22c5b7b2d8561d39f7f210b6b326a1aa69f15311163082308ac4877db6339dc1
            Upgraded, 0xbc7cd75a20ee27fd9adebab32041f755214dbc6bffa90cc0225b39da2e5c2d3b
            Mint, 0x458f5fa412d0f69b08dd84872b0215675cc67bc1d5b6fd93300a1c3878b86196
            Burn, 0x4cf25bc1d991c17529c25213d3cc0cda295eeaad5f13f361969b12ea48015f90
            BalanceTransfer, 0x4beccb90f994c31aced7a23b5611020728a23d8ec5cddd1a3e9d97b96fda8666
            ReserveDropped, 0xeeec4c06f7adad215cbdb4d2960896c83c26aedce02dde76d36fa28588d62da4
            ReserveFlashLoaning, 0xc8ff3cc5b0fddaa3e6ebbbd7438f43393e4ea30e88b80ad016c1bc094655034d
            ReserveFactorChanged, 0xb46e2b82b0c2cf3d7d9dece53635e165c53e0eaa7a44f904d61a2b7174826aef
            DebtCeilingChanged, 0x6824a6c7fbc10d2979b1f1ccf2dd4ed0436541679a661dedb5c10bd4be830682
            LiquidationGracePeriodDisabled, 0x1df36dc1651d06d990805068d22811a3a9ca4396190787ef59f9102e61868fff
            ReserveStableRateBorrowing, 0x0b64d0941719acd363f1a6be3d8525d8ec9d71738f7445aabcd88d7939b472e7
            BorrowableInIsolationChanged, 0x74adf6aaf58c08bc4f993640385e136522375ea3d1589a10d02adbb906c67d1c
            SiloedBorrowingChanged, 0x842a280b07e8e502a9101f32a3b768ebaba3655556dd674f0831900861fc674b
            FallbackOracleUpdated, 0xce7a780d33665b1ea097af5f155e3821b809ecbaa839d3b33aa83ba28168cefb
            AnswerUpdated, 0x0559884fd3a460db3073b7fc896cc77986f16e378210ded43186175bf646fc5f
            """)
    void aaveV3(String event, String topic) {
        assertThat(TOPICS).containsEntry(event, topic);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            CreateMarket, 0xac4b2400f169220b0c0afdde7a0b32e775ba727ea1cb30b35f935cdaab8683ac
            Supply, 0xedf8870433c83823eb071d3df1caa8d008f12f6440918c20d75a3602cda30fe0
            Withdraw, 0xa56fc0ad5702ec05ce63666221f796fb62437c32db1aa1aa075fc6484cf58fbf
            Borrow, 0x570954540bed6b1304a87dfe815a5eda4a648f7097a16240dcd85c9b5fd42a43
            Repay, 0x52acb05cebbd3cd39715469f22afbf5a17496295ef3bc9bb5944056c63ccaa09
            SupplyCollateral, 0xa3b9472a1399e17e123f3c2e6586c23e504184d504de59cdaa2b375e880c6184
            WithdrawCollateral, 0xe80ebd7cc9223d7382aab2e0d1d6155c65651f83d53c8b9b06901d167e321142
            Liquidate, 0xa4946ede45d0c6f06a0f5ce92c9ad3b4751452d2fe0e25010783bcab57a67e41
            AccrueInterest, 0x9d9bd501d0657d7dfe415f779a620a62b78bc508ddc0891fbbd8b7ac0f8fce87
            FlashLoan, 0xc76f1b4fe4396ac07a9fa55a415d4ca430e72651d37d3401f3bed7cb13fc4f12
            SetAuthorization, 0xd5e969f01efe921d3f766bdebad25f0a05e3f237311f56482bf132d0326309c0
            IncrementNonce, 0xa58af1a0c70dba0c7aa60d1a1a147ebd61000d1690a968828ac718bca927f2c7
            EnableIrm, 0x590e04cdebeccba40f566186b9746ad295a4cd358ea4fefaaea6ce79630d96c0
            EnableLltv, 0x297b80e7a896fad470c630f6575072d609bde997260ff3db851939405ec29139
            SetFee, 0x139d6f58e9a127229667c8e3b36e88890a66cfc8ab1024ddc513e189e125b75b
            SetFeeRecipient, 0x2e979f80fe4d43055c584cf4a8467c55875ea36728fc37176c05acd784eb7a73
            SetOwner, 0x167d3e9c1016ab80e58802ca9da10ce5c6a0f4debc46a2e7a2cd9e56899a4fb5
            BorrowRateUpdate, 0x7120161a7b3d31251e01294ab351ef15a41b91659a36032e4641bb89b121e321
            CreateMetaMorpho, 0xed8c95d05909b0f217f3e68171ef917df4b278d5addfe4dda888e90279be7d1d
            PreLiquidate, 0xd5b01f148b35d6069b626af105bf8881bc2e30ee1ce3de4630903abab0ba8580
            """)
    void morpho(String event, String topic) {
        assertThat(MORPHO_TOPICS).containsEntry(event, topic);
    }

    @Test
    void everyDecoder_ofAContract_hasATopicOfItsOwn() {
        for (List<? extends EventDecoder<?>> decoders :
                List.of(AaveV3Events.POOL, AaveV3Events.CONFIGURATOR, AaveV3Events.TOKEN, MorphoEvents.MORPHO)) {
            assertThat(decoders).extracting(EventDecoder::topic).doesNotHaveDuplicates();
        }
    }
}
