// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// A small perpetual exchange whose positions stand alone. Size is USD at entry price. USD have the decimals of the collateral,
/// which is worth 1 USD, 6 here; prices have 8; rates, leverage and health factors 18.
///
///   profit         size * (price - entry) / entry, negated for a short
///   funding        size * change of the market's index since entry, negated for a short; positive is paid
///   health factor  (collateral + profit - funding) / (size * maintenance margin rate); liquidated at 1 and below
///   funding rate   (long - short) / (long + short) * maximum rate, for one interval; positive: longs pay
contract PerpDex {
    using SafeERC20 for IERC20;

    uint256 private constant WAD = 1e18;
    /// What a liquidator gets of the fee.
    uint256 private constant LIQUIDATOR_SHARE = 0.05e18;

    enum Status {
        ACTIVE,
        PAUSED,
        CLOSED
    }

    struct Terms {
        uint256 maximumLeverage;
        uint256 minimumSize;
        uint256 maximumSize;
        uint256 maintenanceMarginRate;
        uint256 liquidationFeeRate;
        uint256 fundingInterval;
        uint256 maximumFundingRate;
    }

    struct Market {
        string base;
        string quote;
        bytes32 priceFeed;
        Terms terms;
        Status status;
        uint256 price;
        uint256 longOpenInterest;
        uint256 shortOpenInterest;
        uint256 volume;
        int256 fundingRate;
        /// Funding of one USD of a long since the market began, at `fundedAt`.
        int256 fundingIndex;
        uint256 fundedAt;
    }

    struct Position {
        bytes32 market;
        address account;
        bool isLong;
        bool isOpen;
        uint256 size;
        uint256 collateral;
        uint256 leverage;
        uint256 entryPrice;
        int256 accumulatedFunding;
        int256 fundingIndex;
    }

    event MarketCreated(bytes32 indexed market, string base, string quote, bytes32 priceFeed);
    event MarketStatusChanged(bytes32 indexed market, Status status);
    event PositionOpened(
        uint256 indexed positionId,
        bytes32 indexed market,
        address indexed account,
        bool isLong,
        uint256 size,
        uint256 collateral,
        uint256 leverage,
        uint256 entryPrice
    );
    event PositionUpdated(
        uint256 indexed positionId,
        bytes32 indexed market,
        address indexed account,
        uint256 size,
        uint256 collateral,
        uint256 leverage,
        uint256 entryPrice,
        int256 accumulatedFunding
    );
    event PositionClosed(
        uint256 indexed positionId,
        bytes32 indexed market,
        address indexed account,
        uint256 exitPrice,
        int256 realizedProfit,
        int256 accumulatedFunding
    );
    event PositionLiquidated(
        uint256 indexed positionId,
        bytes32 indexed market,
        address indexed account,
        address liquidator,
        uint256 price,
        uint256 collateral,
        uint256 fee,
        int256 accumulatedFunding
    );
    event FundingUpdated(
        bytes32 indexed market,
        int256 rate,
        uint256 interval,
        uint256 longOpenInterest,
        uint256 shortOpenInterest
    );

    error NotAllowed();
    error NotActive();
    error WrongSize();
    error TooMuchLeverage();
    error NotOpen();
    error Healthy(uint256 healthFactor);
    error Unhealthy(uint256 healthFactor);
    error TooEarly();

    address public immutable owner;
    IERC20 public immutable collateralToken;
    bytes32[] public marketIds;
    uint256 public positionCount;
    mapping(bytes32 id => Market) private _markets;
    mapping(uint256 id => Position) private _positions;

    modifier onlyOwner() {
        if (msg.sender != owner) {
            revert NotAllowed();
        }
        _;
    }

    constructor(IERC20 collateralToken_) {
        owner = msg.sender;
        collateralToken = collateralToken_;
    }

    function createMarket(
        bytes32 id,
        string calldata base,
        string calldata quote,
        bytes32 priceFeed,
        Terms calldata terms
    ) external onlyOwner {
        Market storage market = _markets[id];
        if (market.fundedAt != 0) {
            revert NotAllowed();
        }
        marketIds.push(id);
        market.base = base;
        market.quote = quote;
        market.priceFeed = priceFeed;
        market.terms = terms;
        market.fundedAt = block.timestamp;
        emit MarketCreated(id, base, quote, priceFeed);
    }

    function setPrice(bytes32 id, uint256 price) external onlyOwner {
        _markets[id].price = price;
    }

    function setStatus(bytes32 id, Status status) external onlyOwner {
        _markets[id].status = status;
        emit MarketStatusChanged(id, status);
    }

    function open(bytes32 id, bool isLong, uint256 size, uint256 collateral) external returns (uint256 positionId) {
        Market storage market = _active(id);
        positionId = ++positionCount;
        Position storage position = _positions[positionId];
        position.market = id;
        position.account = msg.sender;
        position.isLong = isLong;
        position.isOpen = true;
        position.size = size;
        position.collateral = collateral;
        position.entryPrice = market.price;
        position.fundingIndex = _index(market);
        _take(market, position, isLong, size);
        collateralToken.safeTransferFrom(msg.sender, address(this), collateral);
        emit PositionOpened(
            positionId, id, msg.sender, isLong, size, collateral, position.leverage, position.entryPrice
        );
    }

    /// Makes a position larger, or changes what stands behind it.
    function update(uint256 positionId, uint256 moreSize, int256 collateralChange) external {
        Position storage position = _mine(positionId);
        Market storage market = _active(position.market);
        position.accumulatedFunding = _funding(market, position);
        position.fundingIndex = _index(market);
        if (moreSize > 0) {
            // what was bought before and what is bought now, in units of the base
            uint256 units = position.size * WAD / position.entryPrice + moreSize * WAD / market.price;
            position.entryPrice = (position.size + moreSize) * WAD / units;
            position.size += moreSize;
        }
        position.collateral = uint256(int256(position.collateral) + collateralChange);
        _take(market, position, position.isLong, moreSize);
        if (collateralChange > 0) {
            collateralToken.safeTransferFrom(msg.sender, address(this), uint256(collateralChange));
        } else if (collateralChange < 0) {
            collateralToken.safeTransfer(msg.sender, uint256(-collateralChange));
        }
        emit PositionUpdated(
            positionId,
            position.market,
            msg.sender,
            position.size,
            position.collateral,
            position.leverage,
            position.entryPrice,
            position.accumulatedFunding
        );
    }

    function close(uint256 positionId) external {
        Position storage position = _mine(positionId);
        Market storage market = _markets[position.market];
        int256 profit_ = _profit(market, position);
        position.accumulatedFunding = _funding(market, position);
        int256 equity = int256(position.collateral) + profit_ - position.accumulatedFunding;
        _release(market, position);
        if (equity > 0) {
            collateralToken.safeTransfer(msg.sender, uint256(equity));
        }
        emit PositionClosed(
            positionId, position.market, msg.sender, market.price, profit_, position.accumulatedFunding
        );
    }

    function liquidate(uint256 positionId) external {
        Position storage position = _positions[positionId];
        if (!position.isOpen) {
            revert NotOpen();
        }
        Market storage market = _markets[position.market];
        uint256 health = _healthFactor(market, position);
        if (health > WAD) {
            revert Healthy(health);
        }
        int256 profit_ = _profit(market, position);
        position.accumulatedFunding = _funding(market, position);
        uint256 fee = position.collateral * market.terms.liquidationFeeRate / WAD;
        int256 left = int256(position.collateral) + profit_ - position.accumulatedFunding - int256(fee);
        _release(market, position);
        collateralToken.safeTransfer(msg.sender, fee * LIQUIDATOR_SHARE / WAD);
        if (left > 0) {
            collateralToken.safeTransfer(position.account, uint256(left));
        }
        emit PositionLiquidated(
            positionId,
            position.market,
            position.account,
            msg.sender,
            market.price,
            position.collateral,
            fee,
            position.accumulatedFunding
        );
    }

    /// Books the funding up to now and sets the rate that holds from now on. Anybody may, once an interval.
    function updateFunding(bytes32 id) external {
        Market storage market = _active(id);
        if (block.timestamp < market.fundedAt + market.terms.fundingInterval) {
            revert TooEarly();
        }
        market.fundingIndex = _index(market);
        market.fundedAt = block.timestamp;
        uint256 total = market.longOpenInterest + market.shortOpenInterest;
        market.fundingRate = total == 0
            ? int256(0)
            : (int256(market.longOpenInterest) - int256(market.shortOpenInterest))
                * int256(market.terms.maximumFundingRate) / int256(total);
        emit FundingUpdated(
            id,
            market.fundingRate,
            market.terms.fundingInterval,
            market.longOpenInterest,
            market.shortOpenInterest
        );
    }

    function marketCount() external view returns (uint256) {
        return marketIds.length;
    }

    function getMarket(bytes32 id) external view returns (Market memory) {
        return _markets[id];
    }

    function getPosition(uint256 positionId) external view returns (Position memory) {
        return _positions[positionId];
    }

    /// What it would have gained if it were closed now, without funding.
    function profit(uint256 positionId) external view returns (int256) {
        Position storage position = _positions[positionId];
        return _profit(_markets[position.market], position);
    }

    /// What it has paid since it was opened, up to now.
    function funding(uint256 positionId) external view returns (int256) {
        Position storage position = _positions[positionId];
        return _funding(_markets[position.market], position);
    }

    function healthFactor(uint256 positionId) external view returns (uint256) {
        Position storage position = _positions[positionId];
        return _healthFactor(_markets[position.market], position);
    }

    function _active(bytes32 id) private view returns (Market storage market) {
        market = _markets[id];
        if (market.fundedAt == 0 || market.status != Status.ACTIVE) {
            revert NotActive();
        }
    }

    function _mine(uint256 positionId) private view returns (Position storage position) {
        position = _positions[positionId];
        if (!position.isOpen) {
            revert NotOpen();
        }
        if (position.account != msg.sender) {
            revert NotAllowed();
        }
    }

    function _take(Market storage market, Position storage position, bool isLong, uint256 size) private {
        if (position.size < market.terms.minimumSize || position.size > market.terms.maximumSize) {
            revert WrongSize();
        }
        if (position.collateral == 0 || position.size * WAD > position.collateral * market.terms.maximumLeverage) {
            revert TooMuchLeverage();
        }
        position.leverage = position.size * WAD / position.collateral;
        if (isLong) {
            market.longOpenInterest += size;
        } else {
            market.shortOpenInterest += size;
        }
        market.volume += size;
        uint256 health = _healthFactor(market, position);
        if (health <= WAD) {
            revert Unhealthy(health);
        }
    }

    function _release(Market storage market, Position storage position) private {
        position.isOpen = false;
        if (position.isLong) {
            market.longOpenInterest -= position.size;
        } else {
            market.shortOpenInterest -= position.size;
        }
        market.volume += position.size;
    }

    function _index(Market storage market) private view returns (int256) {
        return market.fundingIndex
            + market.fundingRate * int256(block.timestamp - market.fundedAt) / int256(market.terms.fundingInterval);
    }

    function _profit(Market storage market, Position storage position) private view returns (int256) {
        int256 entry = int256(position.entryPrice);
        int256 long_ = int256(position.size) * (int256(market.price) - entry) / entry;
        return position.isLong ? long_ : -long_;
    }

    function _funding(Market storage market, Position storage position) private view returns (int256) {
        if (!position.isOpen) {
            return position.accumulatedFunding;
        }
        int256 long_ = int256(position.size) * (_index(market) - position.fundingIndex) / int256(WAD);
        return position.accumulatedFunding + (position.isLong ? long_ : -long_);
    }

    function _healthFactor(Market storage market, Position storage position) private view returns (uint256) {
        int256 equity =
            int256(position.collateral) + _profit(market, position) - _funding(market, position);
        uint256 maintenance = position.size * market.terms.maintenanceMarginRate;
        if (maintenance == 0) {
            return type(uint256).max;
        }
        return equity <= 0 ? 0 : uint256(equity) * WAD * WAD / maintenance;
    }
}
