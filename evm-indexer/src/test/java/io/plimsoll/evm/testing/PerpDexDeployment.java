package io.plimsoll.evm.testing;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.web3j.abi.datatypes.Bool;
import org.web3j.abi.datatypes.StaticStruct;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Int256;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint8;

/** The reference exchange of {@code PerpDex.sol} with liquidity of its own; amounts in USD. */
public record PerpDexDeployment(Contract contract, TestToken usd, Address owner) {
    public static PerpDexDeployment deploy(AnvilNode node, NodeModules modules, Address owner) {
        TestToken usd = TestToken.deploy(node, modules, owner, "USDC", 6);
        Contract contract = modules.own("PerpDex").deploy(node, owner, Abi.address(usd.address()));
        usd.contract().send(owner, "mint", Abi.address(contract.address()), new Uint256(BigInteger.TEN.pow(15)));
        return new PerpDexDeployment(contract, usd, owner);
    }

    /** A market's id, as the contract has it. */
    public static Bytes32 id(String market) {
        return Bytes32.of(Arrays.copyOf(market.getBytes(StandardCharsets.US_ASCII), 32));
    }

    /** 50 times leverage, 10 to 1,000,000 USD, 1 % maintenance margin, 5 % liquidation fee, funding of at most 0.1 % an hour. */
    public void createMarket(String market, String price) {
        contract.send(
                owner,
                "createMarket",
                word(id(market)),
                new Utf8String(market),
                new Utf8String("USD"),
                word(Bytes32.of(new byte[32])),
                new StaticStruct(
                        scaled("50", 18),
                        scaled("10", 6),
                        scaled("1000000", 6),
                        scaled("0.01", 18),
                        scaled("0.05", 18),
                        Abi.uint256(3600),
                        scaled("0.001", 18)));
        setPrice(market, price);
    }

    public void setPrice(String market, String price) {
        contract.send(owner, "setPrice", word(id(market)), scaled(price, 8));
    }

    public void setStatus(String market, int status) {
        contract.send(owner, "setStatus", word(id(market)), new Uint8(status));
    }

    /** Opens a position with newly made collateral; the answer is its id. */
    public BigInteger open(Address account, String market, boolean isLong, String size, String collateral) {
        fund(account, collateral);
        contract.send(account, "open", word(id(market)), new Bool(isLong), scaled(size, 6), scaled(collateral, 6));
        return contract.number("positionCount");
    }

    public void update(Address account, BigInteger position, String moreSize, String collateralChange) {
        if (!collateralChange.startsWith("-")) {
            fund(account, collateralChange);
        }
        contract.send(
                account,
                "update",
                new Uint256(position),
                scaled(moreSize, 6),
                new Int256(new BigDecimal(collateralChange).movePointRight(6).toBigIntegerExact()));
    }

    public void close(Address account, BigInteger position) {
        contract.send(account, "close", new Uint256(position));
    }

    public void liquidate(Address liquidator, BigInteger position) {
        contract.send(liquidator, "liquidate", new Uint256(position));
    }

    public void updateFunding(String market) {
        contract.send(owner, "updateFunding", word(id(market)));
    }

    private void fund(Address account, String amount) {
        usd.mint(account, scaled(amount, 6).getValue());
        usd.approve(account, contract.address());
    }

    private static Uint256 scaled(String number, int decimals) {
        return new Uint256(new BigDecimal(number).movePointRight(decimals).toBigIntegerExact());
    }

    private static Type<?> word(Bytes32 value) {
        return new org.web3j.abi.datatypes.generated.Bytes32(value.toBytes());
    }
}
