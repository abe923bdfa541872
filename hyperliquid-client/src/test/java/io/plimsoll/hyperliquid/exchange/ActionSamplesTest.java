package io.plimsoll.hyperliquid.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.hyperliquid.internal.ActionHash;
import io.plimsoll.hyperliquid.internal.UserSignedType;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A JSON of every action and variant, in the order of the venue's documentation, through its record and back. */
class ActionSamplesTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String ADDRESS = "0x5e9ee1089755c3435139848e47e6635505d5a13a";

    static Stream<String> samples() {
        return SAMPLES.replace("ADDR", ADDRESS)
                .replace("USER", "\"signatureChainId\":\"0x66eee\",\"hyperliquidChain\":\"Testnet\"")
                .lines()
                .filter(line -> !line.isBlank());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void sample_throughItsRecord_isTheSameText(String json) {
        Action<?> action = Action.parse(json);
        assertThat(action.json()).isEqualTo(json);
        assertThat(Action.parse(action.json())).isEqualTo(action);
        assertThat(action.resultType()).isNotNull();
        assertThat(action.items()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void sample_packedFromItsRecord_isTheTreePacked(String json) throws IOException {
        Action<?> action = Action.parse(json);
        JsonNode tree = MAPPER.readTree(json);
        assertThat(action.type()).isEqualTo(tree.path("type").asText());
        assertThat(Hex.encode(ActionJson.packAsGiven(action).toBytes())).isEqualTo(Hex.encode(ActionHash.pack(tree)));
        assertThat(Hex.encode(ActionJson.pack(action).toBytes()))
                .isEqualTo(Hex.encode(ActionHash.pack(ActionJson.tree(action))));
    }

    @Test
    void samples_haveEveryAction() throws IOException {
        Set<Class<?>> seen = samples().map(Action::parse).map(Object::getClass).collect(Collectors.toSet());
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(ActionJson.actions().toList());
    }

    @Test
    void userSignedActions_areThoseWithTypedData() {
        Set<String> records = ActionJson.actions()
                .filter(UserSignedAction.class::isAssignableFrom)
                .map(type -> type.getAnnotation(JsonTypeName.class).value())
                .collect(Collectors.toSet());
        assertThat(UserSignedType.all().map(UserSignedType::wireType)).containsExactlyInAnyOrderElementsOf(records);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"classTransfer\",\"usd\":1}",
                "{\"usd\":1}",
                "{\"type\":\"noop\",\"more\":1}",
                "{\"type\":\"twapCancel\",\"a\":0}",
                "{\"type\":\"twapCancel\",\"a\":\"0\",\"t\":1}",
                "{\"type\":\"twapCancel\",\"a\":0.5,\"t\":1}",
                "{\"type\":\"validatorL1Stream\",\"riskFreeRate\":0.04}",
                "{\"type\":\"validatorL1Stream\",\"riskFreeRate\":\"4e-2\"}",
                "{\"type\":\"validatorL1Stream\",\"riskFreeRate\":\"1e999999999\"}",
                "{\"type\":\"CSignerAction\"}",
                "{\"type\":\"CSignerAction\",\"jailSelf\":null,\"unjailSelf\":null}",
                "{\"type\":\"CSignerAction\",\"jailSelf\":1}",
                "{\"type\":\"userOutcome\"}",
                "{\"type\":\"perpDeploy\",\"setFeeScale\":{\"dex\":\"a\",\"scale\":\"1\"},\"disableDex\":\"a\"}",
                "{\"type\":\"order\",\"orders\":[{\"a\":0,\"b\":true,\"p\":\"1\",\"s\":\"1\",\"r\":false,"
                        + "\"t\":{\"limit\":{\"tif\":\"Fok\"}}}],\"grouping\":\"na\"}",
                "{\"type\":\"order\",\"orders\":[{\"a\":0,\"b\":true,\"p\":\"1\",\"s\":\"1\",\"r\":false,"
                        + "\"t\":{\"limit\":{\"tif\":\"Gtc\"}}}],\"grouping\":\"all\"}",
                "[]",
                "{",
                "null"
            })
    void unknownIncompleteOrContradictory_isRefused(String json) {
        assertThatIllegalArgumentException().isThrownBy(() -> Action.parse(json));
    }

    @Test
    void flagsThatAreOff_areLeftOut() {
        assertThat(Action.parse("{\"type\":\"cancel\",\"cancels\":[{\"a\":0,\"o\":1}],\"f\":false}")
                        .json())
                .isEqualTo("{\"type\":\"cancel\",\"cancels\":[{\"a\":0,\"o\":1}]}");
    }

    private static final String SAMPLES = """
            {"type":"order","orders":[{"a":0,"b":true,"p":"95000","s":"0.001","r":false,"t":{"limit":{"tif":"Gtc"}}}],"grouping":"na"}
            {"type":"order","orders":[{"a":0,"b":true,"p":"95000","s":"0.001","r":false,"t":{"limit":{"tif":"FrontendMarket"}},"c":"0x1234567890abcdef1234567890abcdef"},{"a":0,"b":false,"p":"90000.0","s":"0.001","r":true,"t":{"trigger":{"isMarket":true,"triggerPx":"91000","tpsl":"sl"}}}],"grouping":"normalTpsl","builder":{"b":"ADDR","f":10}}
            {"type":"order","orders":[{"a":0,"b":false,"p":"90000","s":"0","r":true,"t":{"trigger":{"isMarket":false,"triggerPx":"91000","tpsl":"tp"}}}],"grouping":"positionTpsl"}
            {"type":"order","orders":[{"a":110000,"b":true,"p":"1","s":"1","r":false,"t":{"limit":{"tif":"Ioc"}}}],"grouping":{"p":12345}}
            {"type":"order","orders":[{"a":100000010,"b":true,"p":"0.55","s":"20","r":false,"t":{"limit":{"tif":"Alo"}}}],"grouping":"na"}
            {"type":"cancel","cancels":[{"a":0,"o":566617880209}]}
            {"type":"cancel","cancels":[{"a":0,"o":91490942},{"a":10107,"o":91490943}],"f":true}
            {"type":"cancelByCloid","cancels":[{"asset":0,"cloid":"0x1234567890abcdef1234567890abcdef"}]}
            {"type":"cancelByCloid","cancels":[{"asset":0,"cloid":"0x1234567890abcdef1234567890abcdef"}],"f":true}
            {"type":"modify","oid":91490942,"order":{"a":0,"b":true,"p":"95001","s":"0.002","r":false,"t":{"limit":{"tif":"Gtc"}}}}
            {"type":"modify","oid":"0x1234567890abcdef1234567890abcdef","order":{"a":0,"b":true,"p":"95001","s":"0.002","r":false,"t":{"limit":{"tif":"Alo"}},"c":"0x1234567890abcdef1234567890abcdee"},"a":true}
            {"type":"batchModify","modifies":[{"oid":1,"order":{"a":0,"b":true,"p":"95001","s":"0.002","r":false,"t":{"limit":{"tif":"Gtc"}}}},{"oid":"0x1234567890abcdef1234567890abcdef","order":{"a":1,"b":false,"p":"3000.5","s":"0.1","r":false,"t":{"limit":{"tif":"Alo"}}}}]}
            {"type":"batchModify","modifies":[{"oid":1,"order":{"a":0,"b":true,"p":"95001","s":"0.002","r":false,"t":{"limit":{"tif":"Gtc"}}}}],"a":true}
            {"type":"scheduleCancel"}
            {"type":"scheduleCancel","time":1760000060000}
            {"type":"updateLeverage","asset":1,"isCross":true,"leverage":21}
            {"type":"updateIsolatedMargin","asset":173,"isBuy":true,"ntli":2000000}
            {"type":"updateIsolatedMargin","asset":173,"isBuy":true,"ntli":-2000000}
            {"type":"topUpIsolatedOnlyMargin","asset":0,"leverage":"2.5"}
            {"type":"twapOrder","twap":{"a":0,"b":true,"s":"0.25","r":false,"m":30,"t":true}}
            {"type":"twapOrder","twap":{"a":0,"b":true,"s":"0.25","r":false,"m":30,"t":false},"details":{"t":{"p":"100000","a":true},"s":null}}
            {"type":"twapOrder","twap":{"a":0,"b":true,"s":"0.25","r":false,"m":30,"t":false},"details":{"t":null,"s":"90000.5"}}
            {"type":"twapCancel","a":0,"t":77738308}
            {"type":"createSubAccount","name":"example"}
            {"type":"subAccountModify","subAccountUser":"ADDR","name":"other"}
            {"type":"subAccountTransfer","subAccountUser":"ADDR","isDeposit":true,"usd":10}
            {"type":"subAccountSpotTransfer","subAccountUser":"ADDR","isDeposit":false,"token":"PURR:0xc1fb593aeffbeb02f85e0308e9956a90","amount":"1.5"}
            {"type":"createVault","name":"test vault","description":"test description","initialUsd":100000000,"nonce":1760000000000}
            {"type":"vaultTransfer","vaultAddress":"ADDR","isDeposit":true,"usd":100500000}
            {"type":"vaultModify","vaultAddress":"ADDR","allowDeposits":true,"alwaysCloseOnWithdraw":null}
            {"type":"vaultModify","vaultAddress":"ADDR","allowDeposits":null,"alwaysCloseOnWithdraw":false}
            {"type":"vaultDistribute","vaultAddress":"ADDR","usd":0}
            {"type":"agentSendAsset","destination":"ADDR","sourceDex":"","destinationDex":"spot","token":"USDC:0x6d1e7cde53ba9467b783cb7c530ce054","amount":"1","fromSubAccount":"","nonce":1760000000000}
            {"type":"setReferrer","code":"ASDFASDF"}
            {"type":"registerReferrer","code":"ASDFASDF"}
            {"type":"claimRewards"}
            {"type":"setDisplayName","displayName":"näme ☃"}
            {"type":"spotUser","toggleSpotDusting":{"optOut":true}}
            {"type":"evmUserModify","usingBigBlocks":true}
            {"type":"reserveRequestWeight","weight":100}
            {"type":"reserveRequestWeight","weight":100,"destination":"ADDR"}
            {"type":"noop"}
            {"type":"agentEnableDexAbstraction"}
            {"type":"agentSetAbstraction","abstraction":"u"}
            {"type":"borrowLend","operation":"supply","token":0,"amount":"20.0"}
            {"type":"borrowLend","operation":"repay","token":0,"amount":null}
            {"type":"userOutcome","splitOutcome":{"outcome":20,"amount":"10"}}
            {"type":"userOutcome","mergeOutcome":{"outcome":20,"amount":"10"}}
            {"type":"userOutcome","mergeOutcome":{"outcome":20,"amount":null}}
            {"type":"userOutcome","mergeQuestion":{"question":3,"amount":null}}
            {"type":"userOutcome","negateOutcome":{"question":3,"outcome":20,"amount":"1.5"}}
            {"type":"hip3LiquidatorTransfer","dex":"xyz","ntl":1000000000,"isDeposit":true}
            {"type":"gossipPriorityBid","slotId":1,"ip":"1.2.3.4","maxGas":100000000}
            {"type":"finalizeEvmContract","token":5,"input":{"create":{"nonce":3}}}
            {"type":"finalizeEvmContract","token":5,"input":"firstStorageSlot"}
            {"type":"finalizeEvmContract","token":5,"input":"customStorageSlot"}
            {"type":"validatorL1Stream","riskFreeRate":"0.04"}
            {"type":"authorizeAqav2Role","token":5,"role":"technical"}
            {"type":"activateOutcomeDeployer","isDeactivate":false}
            {"type":"activateOutcomeDeployer","activate":{"venueName":"ab"}}
            {"type":"activateOutcomeDeployer","deactivate":null}
            {"type":"outcomeDeploy","venue":"ab","operation":{"registerStandaloneOutcomeFromTemplate":{"id":"t1","keywordToValue":[["team","A"]],"deployerFeeScale":"1.5"}}}
            {"type":"outcomeDeploy","venue":"ab","operation":{"registerQuestionFromTemplate":{"questionTemplateInstance":{"id":"q","keywordToValue":[],"deployerFeeScale":"1"},"namedOutcomeTemplateInstances":[{"id":"o","keywordToValue":[["team","A"]]}]}}}
            {"type":"outcomeDeploy","venue":"ab","operation":{"registerAndAssociateNamedOutcomeFromTemplate":{"question":3,"namedOutcomeTemplateInstance":{"id":"o","keywordToValue":[["team","B"]]}}}}
            {"type":"outcomeDeploy","venue":"ab","operation":{"settleOutcome":{"outcome":20,"settleFraction":"1","details":"","nameAndDescription":["n","d"],"sideNames":["Yes","No"]}}}
            {"type":"outcomeDeploy","venue":"ab","operation":{"setSubDeployers":[{"variant":"settleOutcome","user":"ADDR","allowed":false}]}}
            {"type":"CSignerAction","jailSelf":null}
            {"type":"CSignerAction","unjailSelf":null}
            {"type":"CValidatorAction","changeProfile":{"node_ip":{"Ip":"1.2.3.4"},"name":null,"description":"text","unjailed":true,"disable_delegations":null,"commission_bps":5,"signer":null}}
            {"type":"CValidatorAction","changeProfile":{"node_ip":null,"name":"name","description":null,"unjailed":false,"disable_delegations":true,"commission_bps":null,"signer":"ADDR"}}
            {"type":"CValidatorAction","register":{"profile":{"node_ip":{"Ip":"1.2.3.4"},"name":"name","description":"text","delegations_disabled":false,"commission_bps":5,"signer":"ADDR"},"unjailed":false,"initial_wei":1000000000000}}
            {"type":"CValidatorAction","unregister":null}
            {"type":"perpDeploy","registerAsset2":{"maxGas":null,"assetRequest":{"coin":"test:ABC","szDecimals":2,"oraclePx":"10.5","marginTableId":10,"marginMode":"strictIsolated"},"dex":"test","schema":{"fullName":"test dex","collateralToken":0,"oracleUpdater":null}}}
            {"type":"perpDeploy","registerAsset":{"maxGas":1000000000000,"assetRequest":{"coin":"test:ABC","szDecimals":2,"oraclePx":"10.5","marginTableId":10,"onlyIsolated":false},"dex":"test","schema":null}}
            {"type":"perpDeploy","setOracle":{"dex":"test","oraclePxs":[["test:ABC","100.5"],["test:XYZ","2"]],"markPxs":[[["test:ABC","100.4"],["test:XYZ","2.01"]]],"externalPerpPxs":[["test:ABC","100.5"],["test:XYZ","2"]]}}
            {"type":"perpDeploy","setFundingMultipliers":[["test:ABC","0.5"],["test:XYZ","2"]]}
            {"type":"perpDeploy","setFundingInterestRates":[["test:ABC","-0.001"]]}
            {"type":"perpDeploy","setFundingClamps":[["test:ABC","0"],["test:XYZ","0.01"]]}
            {"type":"perpDeploy","haltTrading":{"coin":"test:ABC","isHalted":true}}
            {"type":"perpDeploy","setMarginTableIds":[["test:ABC",51]]}
            {"type":"perpDeploy","insertMarginTable":{"dex":"test","marginTable":{"description":"tiered","marginTiers":[{"lowerBound":0,"maxLeverage":20},{"lowerBound":5000000,"maxLeverage":10}]}}}
            {"type":"perpDeploy","setFeeRecipient":{"dex":"test","feeRecipient":"ADDR"}}
            {"type":"perpDeploy","setOpenInterestCaps":[["test:ABC",1000000]]}
            {"type":"perpDeploy","setOpenInterestCaps":[["test:ABC",null],["test:XYZ",1000000]]}
            {"type":"perpDeploy","setSubDeployers":{"dex":"test","subDeployers":[{"variant":"setOracle","user":"ADDR","allowed":true}]}}
            {"type":"perpDeploy","setMarginModes":[["test:ABC","noCross"]]}
            {"type":"perpDeploy","setDeployerFees":[["test:ABC",{"scale":"3","growthMode":false}],["test:XYZ",{"scale":"9.99","growthMode":true}]]}
            {"type":"perpDeploy","setFeeScale":{"dex":"test","scale":"1.5"}}
            {"type":"perpDeploy","setGrowthModes":[["test:ABC",true]]}
            {"type":"perpDeploy","setPerpAnnotation":{"coin":"test:ABC","category":"stocks","description":"a stock","displayName":null,"keywords":["stock","abc"]}}
            {"type":"perpDeploy","disableDex":"test"}
            {"type":"spotDeploy","registerToken2":{"spec":{"name":"TEST","szDecimals":2,"weiDecimals":8},"maxGas":1000000000000,"fullName":"test token"}}
            {"type":"spotDeploy","registerToken2":{"spec":{"name":"TEST","szDecimals":2,"weiDecimals":8},"maxGas":1000000000000}}
            {"type":"spotDeploy","userGenesis":{"token":5,"userAndWei":[["ADDR","100000000000000000000000000000"]],"existingTokenAndWei":[[1,"1000"]]}}
            {"type":"spotDeploy","userGenesis":{"token":5,"userAndWei":[],"existingTokenAndWei":[],"blacklistUsers":[["ADDR",true]]}}
            {"type":"spotDeploy","genesis":{"token":5,"maxSupply":"100000000000"}}
            {"type":"spotDeploy","genesis":{"token":5,"maxSupply":"100000000000","noHyperliquidity":true}}
            {"type":"spotDeploy","registerSpot":{"tokens":[5,0]}}
            {"type":"spotDeploy","registerHyperliquidity":{"spot":7,"startPx":"0.5","orderSz":"1000","nOrders":100}}
            {"type":"spotDeploy","registerHyperliquidity":{"spot":7,"startPx":"0.5","orderSz":"1000","nOrders":100,"nSeededLevels":3}}
            {"type":"spotDeploy","setDeployerTradingFeeShare":{"token":5,"share":"50%"}}
            {"type":"spotDeploy","enableQuoteToken":{"token":5}}
            {"type":"spotDeploy","disableQuoteToken":{"token":5}}
            {"type":"spotDeploy","enableFreezePrivilege":{"token":5}}
            {"type":"spotDeploy","freezeUser":{"token":5,"user":"ADDR","freeze":true}}
            {"type":"spotDeploy","revokeFreezePrivilege":{"token":5}}
            {"type":"spotDeploy","requestEvmContract":{"token":5,"address":"ADDR","evmExtraWeiDecimals":-2}}
            {"type":"spotDeploy","outcome":{"registerStandaloneOutcomeFromTemplate":{"id":"t1","keywordToValue":[["team","A"]]}}}
            {"type":"spotDeploy","outcome":{"registerQuestionFromTemplate":{"questionTemplateInstance":{"id":"q","keywordToValue":[]},"namedOutcomeTemplateInstances":[{"id":"o","keywordToValue":[["team","A"]]}]}}}
            {"type":"spotDeploy","outcome":{"settleOutcome":{"outcome":20,"settleFraction":"1","details":"","nameAndDescription":["n","d"],"sideNames":["Yes","No"]}}}
            {"type":"spotDeploy","outcome":{"settleQuestion2":{"question":3,"outcomeSettlements":[{"outcome":20,"settleFraction":"0.5","details":"","nameAndDescription":["n","d"],"sideNames":["Yes","No"]}],"nameAndDescription":["n","d"]}}}
            {"type":"usdSend",USER,"destination":"ADDR","amount":"12.5","time":1760000000000}
            {"type":"withdraw3",USER,"destination":"ADDR","amount":"12.5","time":1760000000000}
            {"type":"spotSend",USER,"destination":"ADDR","token":"PURR:0xc1fb593aeffbeb02f85e0308e9956a90","amount":"0.1","time":1760000000000}
            {"type":"usdClassTransfer",USER,"amount":"1 subaccount:ADDR","toPerp":true,"nonce":1760000000000}
            {"type":"sendAsset",USER,"destination":"ADDR","sourceDex":"","destinationDex":"xyz","token":"USDC","amount":"1.23","fromSubAccount":"","nonce":1760000000000}
            {"type":"sendToEvmWithData",USER,"token":"USDC","amount":"1","sourceDex":"spot","destinationRecipient":"ADDR","addressEncoding":"hex","destinationChainId":42161,"gasLimit":200000,"data":"0x","nonce":1760000000000}
            {"type":"approveAgent",USER,"agentAddress":"ADDR","agentName":"bot1 valid_until 1770000000000","nonce":1760000000000}
            {"type":"approveAgent",USER,"agentAddress":"ADDR","agentName":"","nonce":1760000000000}
            {"type":"approveAgent",USER,"agentAddress":"ADDR","nonce":1760000000000}
            {"type":"approveBuilderFee",USER,"maxFeeRate":"0.001%","builder":"ADDR","nonce":1760000000000}
            {"type":"cDeposit",USER,"wei":100000000,"nonce":1760000000000}
            {"type":"cWithdraw",USER,"wei":100000000,"nonce":1760000000000}
            {"type":"tokenDelegate",USER,"validator":"ADDR","wei":100000000,"isUndelegate":false,"nonce":1760000000000}
            {"type":"convertToMultiSigUser",USER,"signers":"{\\"authorizedUsers\\":[\\"ADDR\\"],\\"threshold\\":1}","nonce":1760000000000}
            {"type":"convertToMultiSigUser",USER,"signers":"null","nonce":1760000000000}
            {"type":"userDexAbstraction",USER,"user":"ADDR","enabled":true,"nonce":1760000000000}
            {"type":"userSetAbstraction",USER,"user":"ADDR","abstraction":"unifiedAccount","nonce":1760000000000}
            {"type":"userPortfolioMargin",USER,"user":"ADDR","enabled":true,"nonce":1760000000000}
            {"type":"linkStakingUser",USER,"user":"ADDR","isFinalize":false,"nonce":1760000000000}
            {"type":"stakingLinkDisableTradingUser",USER,"tradingUser":"ADDR","nonce":1760000000000}
            {"type":"multiSig","signatureChainId":"0x66eee","signatures":[{"r":"0x1","s":"0x2","v":27}],"payload":{"multiSigUser":"ADDR","outerSigner":"ADDR","action":{"type":"cancel","cancels":[{"a":0,"o":1}]}}}
            """;
}
