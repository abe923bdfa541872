package io.plimsoll.evm.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.evm.rpc.JsonRpcException;
import io.plimsoll.evm.testing.AaveV3Deployment.AccountData;
import io.plimsoll.evm.testing.AaveV3Deployment.Terms;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ten HYPE at 40 USD with a liquidation threshold of 80 % against 200 USDC: a health factor of 320 / 200 = 1.6. */
@NodeTest
class AaveV3DeploymentIT {
    private static final BigInteger USDC = BigInteger.TEN.pow(6);
    private static final BigInteger HYPE = BigInteger.TEN.pow(18);

    private AaveV3Deployment aave;
    private TestToken hype;
    private TestToken usdc;
    private Address borrower;

    @BeforeEach
    void borrow(AnvilNode node, NodeModules modules) {
        Address deployer = node.accounts().get(0);
        Address lender = node.accounts().get(1);
        borrower = node.accounts().get(2);
        hype = TestToken.deploy(node, modules, deployer, "HYPE", 18);
        usdc = TestToken.deploy(node, modules, deployer, "USDC", 6);
        aave = AaveV3Deployment.deploy(node, modules, deployer);
        aave.list(hype, usd("40"), new Terms(7500, 8000, 10500));
        aave.list(usdc, usd("1"), new Terms(8000, 8500, 10400));

        aave.supply(lender, usdc, times(10_000, USDC));
        aave.supply(borrower, hype, times(10, HYPE));
        aave.borrow(borrower, usdc, times(200, USDC));
    }

    @Test
    void healthFactor_isThresholdCollateralOverDebt() {
        AccountData data = aave.accountData(borrower);

        assertThat(data.totalCollateralBase()).isEqualTo(usd("400"));
        assertThat(data.totalDebtBase()).isBetween(usd("200"), usd("200.0001"));
        assertThat(data.currentLiquidationThreshold()).isEqualTo(8000);
        assertThat(data.ltv()).isEqualTo(7500);
        assertThat(new BigDecimal(data.healthFactor(), 18))
                .isBetween(new BigDecimal("1.599999"), new BigDecimal("1.6"));
        assertThat(usdc.balanceOf(borrower)).isEqualTo(times(200, USDC));
    }

    @Test
    void interest_raisesTheDebtWithTime(AnvilNode node) {
        node.increaseTime(Duration.ofDays(365));
        node.mine(1);

        assertThat(aave.accountData(borrower).totalDebtBase()).isGreaterThan(usd("200.1"));
    }

    @Test
    void healthyAccount_cannotBeLiquidated(AnvilNode node) {
        Address liquidator = node.accounts().get(3);

        assertThatExceptionOfType(JsonRpcException.class)
                .isThrownBy(() -> aave.liquidate(liquidator, borrower, hype, usdc, times(100, USDC)))
                // Errors.HEALTH_FACTOR_NOT_BELOW_THRESHOLD
                .satisfies(e -> assertThat(e.revertReason()).contains("45"));
    }

    @Test
    void fallenPrice_liquidatesAtTheBonus(AnvilNode node) {
        Address liquidator = node.accounts().get(3);
        aave.setPrice(hype, usd("24"));
        assertThat(new BigDecimal(aave.accountData(borrower).healthFactor(), 18))
                .isBetween(new BigDecimal("0.959999"), new BigDecimal("0.96"));

        Receipt receipt = aave.liquidate(liquidator, borrower, hype, usdc, times(96, USDC));

        assertThat(receipt.logs())
                .anyMatch(log -> log.topics()
                        .get(0)
                        .equals(Abi.topic("LiquidationCall(address,address,address,uint256,uint256,address,bool)")));
        // 96 USDC buy 4 HYPE, and 5 % more
        assertThat(hype.balanceOf(liquidator)).isEqualTo(times(42, HYPE).divide(BigInteger.TEN));
    }

    private static BigInteger times(long amount, BigInteger unit) {
        return unit.multiply(BigInteger.valueOf(amount));
    }

    private static BigInteger usd(String amount) {
        return new BigDecimal(amount).movePointRight(8).toBigIntegerExact();
    }
}
