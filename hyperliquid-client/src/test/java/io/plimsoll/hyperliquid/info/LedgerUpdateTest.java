package io.plimsoll.hyperliquid.info;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.core.kit.http.JsonMapping;
import io.plimsoll.hyperliquid.info.LedgerUpdate.Delta;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerUpdateTest {
    private static final ObjectMapper MAPPER = JsonMapping.newMapper();

    private static Delta read(String delta) throws Exception {
        String row = "[{\"time\":1731999196516,\"hash\":\"0x09\",\"delta\":" + delta + "}]";
        List<LedgerUpdate> rows = MAPPER.readValue(row, new TypeReference<>() {});
        assertThat(MAPPER.writeValueAsString(rows)).isEqualTo(row.replaceAll("\"(-?\\d+\\.\\d+)\"", "$1"));
        return rows.get(0).delta();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'accountClassTransfer','usdc':'12.5','toPerp':false}",
                "{'type':'activateDexAbstraction','dex':'xyz','token':'USDC','amount':'3.5'}",
                "{'type':'borrowLend','token':'USDC','operation':'repay','amount':'1.5','interestAmount':'0.01'}",
                "{'type':'cStakingTransfer','token':'HYPE','amount':'7.1','isDeposit':true}",
                "{'type':'deployGasAuction','token':'HYPE','amount':'500.25'}",
                "{'type':'deposit','usdc':'2703997.4500000002'}",
                "{'type':'internalTransfer','usdc':'1.5','user':'0x1','destination':'0x2','fee':'1.0'}",
                "{'type':'liquidation','liquidatedNtlPos':'900.5','accountValue':'12.1','leverageType':'Isolated',"
                        + "'liquidatedPositions':[{'coin':'xyz:TSLA','szi':'-3.5'}]}",
                "{'type':'rewardsClaim','amount':'4.2','token':'USDC'}",
                "{'type':'send','user':'0x1','destination':'0x2','sourceDex':'','destinationDex':'spot','token':'USDC',"
                        + "'amount':'10.5','usdcValue':'10.5','fee':'1.0','nativeTokenFee':'0.00002','nonce':1781139594371,'feeToken':''}",
                "{'type':'spotGenesis','token':'PURR','amount':'40.25'}",
                "{'type':'spotTransfer','token':'USDC','amount':'10.5','usdcValue':'10.5','user':'0x1','destination':'0x2',"
                        + "'fee':'1.0','nativeTokenFee':'0.1','nonce':5,'feeToken':''}",
                "{'type':'subAccountTransfer','usdc':'8.5','user':'0x1','destination':'0x2'}",
                "{'type':'vaultCreate','vault':'0x3','usdc':'100.5','fee':'99.5'}",
                "{'type':'vaultDeposit','vault':'0x3','usdc':'5.5'}",
                "{'type':'vaultDistribution','vault':'0x3','usdc':'6.5'}",
                "{'type':'vaultLeaderCommission','user':'0x1','usdc':'7.5'}",
                "{'type':'vaultWithdraw','vault':'0x3','user':'0x1','requestedUsd':'9.5','commission':'0.5','closingCost':'0.1',"
                        + "'basis':'5.5','netWithdrawnUsd':'8.9'}",
                "{'type':'withdraw','usdc':'20.5','nonce':1700000000000,'fee':'1.0'}"
            })
    void delta_ofEachVariant_keepsEveryField(String delta) throws Exception {
        Delta read = read(delta.replace('\'', '"'));

        String type = delta.substring(9, delta.indexOf('\'', 9));
        assertThat(read.getClass().getSimpleName().toLowerCase(Locale.ROOT)).isEqualTo(type.toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"teleport\",\"usdc\":1.5,\"stops\":[{\"x\":null}]}",
                "{\"usdc\":2.25}",
                "{\"type\":null}",
                "{}",
                "\"words\"",
                "[1,2]"
            })
    void delta_ofUnknownVariant_keepsTheText(String delta) throws Exception {
        assertThat(read(delta)).isInstanceOfSatisfying(LedgerUpdate.Unknown.class, unknown -> {
            assertThat(unknown.json().json()).isEqualTo(delta);
            assertThat(unknown.type()).isEqualTo(delta.contains("teleport") ? "teleport" : "");
        });
    }

    @Test
    void spotTransfer_withoutANonce_isRead() throws Exception {
        List<LedgerUpdate> rows = MAPPER.readValue("""
                [{"time":1,"hash":"0x0","delta":{"type":"spotTransfer","token":"USDC","amount":"10.5","usdcValue":"10.5",
                  "user":"0x1","destination":"0x2","fee":"1.0","nonce":null,"sinceTomorrow":{}}}]
                """, new TypeReference<>() {});

        assertThat(rows.get(0).delta()).isInstanceOfSatisfying(LedgerUpdate.SpotTransfer.class, transfer -> {
            assertThat(transfer.nonce()).isNull();
            assertThat(transfer.destination()).isEqualTo("0x2");
        });
    }
}
