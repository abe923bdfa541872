-- Each table that a stream can feed twice has the natural key of what it holds. NULL is unknown, never zero.

-- an id of the venue alone repeats
CREATE TABLE trade (
  coin      VARCHAR(60) ${bytewise}     NOT NULL,
  traded_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  trade_id  BIGINT                      NOT NULL,
  taker     VARCHAR(4) ${bytewise}      NOT NULL,
  price     NUMERIC(38, 18)             NOT NULL,
  size      NUMERIC(38, 18)             NOT NULL,
  tx_hash   VARCHAR(66) ${bytewise},
  buyer     VARCHAR(42) ${bytewise},
  seller    VARCHAR(42) ${bytewise},
  -- serves pages, ranges, the newest and the roll-up of an hour of a market
  PRIMARY KEY (coin, traded_at, trade_id)
);

-- retention
CREATE INDEX trade_by_time ON trade (traded_at);

CREATE TABLE whale_trade (
  coin         VARCHAR(60) ${bytewise}     NOT NULL,
  traded_at    TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  trade_id     BIGINT                      NOT NULL,
  taker        VARCHAR(4) ${bytewise}      NOT NULL,
  price        NUMERIC(38, 18)             NOT NULL,
  size         NUMERIC(38, 18)             NOT NULL,
  tx_hash      VARCHAR(66) ${bytewise},
  buyer        VARCHAR(42) ${bytewise},
  seller       VARCHAR(42) ${bytewise},
  category     VARCHAR(20) ${bytewise}     NOT NULL,
  price_impact NUMERIC(38, 18),
  -- serves pages and ranges of a market, and their number in an hour
  PRIMARY KEY (coin, traded_at, trade_id)
);

-- pages over all markets; retention
CREATE INDEX whale_trade_by_time ON whale_trade (traded_at, coin, trade_id);

-- an hour is final once trades of it were deleted: a part of them would say less
CREATE TABLE trade_hour (
  coin         VARCHAR(60) ${bytewise}     NOT NULL,
  starts_at    TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  open_price   NUMERIC(38, 18)             NOT NULL,
  high_price   NUMERIC(38, 18)             NOT NULL,
  low_price    NUMERIC(38, 18)             NOT NULL,
  close_price  NUMERIC(38, 18)             NOT NULL,
  volume       NUMERIC(38, 18)             NOT NULL,
  buy_volume   NUMERIC(38, 18)             NOT NULL,
  notional     NUMERIC(38, 18)             NOT NULL,
  buy_notional NUMERIC(38, 18)             NOT NULL,
  trades       BIGINT                      NOT NULL,
  large_trades BIGINT                      NOT NULL,
  is_final     BOOLEAN DEFAULT FALSE       NOT NULL,
  -- serves ranges of a market, and the roll-up of a day
  PRIMARY KEY (coin, starts_at)
);

-- retention
CREATE INDEX trade_hour_by_time ON trade_hour (starts_at);

-- a day is final once hours of it were deleted
CREATE TABLE trade_day (
  coin         VARCHAR(60) ${bytewise}     NOT NULL,
  starts_at    TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  open_price   NUMERIC(38, 18)             NOT NULL,
  high_price   NUMERIC(38, 18)             NOT NULL,
  low_price    NUMERIC(38, 18)             NOT NULL,
  close_price  NUMERIC(38, 18)             NOT NULL,
  volume       NUMERIC(38, 18)             NOT NULL,
  buy_volume   NUMERIC(38, 18)             NOT NULL,
  notional     NUMERIC(38, 18)             NOT NULL,
  buy_notional NUMERIC(38, 18)             NOT NULL,
  trades       BIGINT                      NOT NULL,
  large_trades BIGINT                      NOT NULL,
  is_final     BOOLEAN DEFAULT FALSE       NOT NULL,
  -- serves ranges of a market
  PRIMARY KEY (coin, starts_at)
);

-- retention
CREATE INDEX trade_day_by_time ON trade_day (starts_at);

-- the hours (span 1h) and days (span 1d) that have got trades since they were rolled up; a row goes when that is done
CREATE TABLE trade_due (
  span      VARCHAR(2) ${bytewise}      NOT NULL,
  starts_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  coin      VARCHAR(60) ${bytewise}     NOT NULL,
  -- always true; written anew with each trade, so that who adds trades and who rolls up wait for each other
  is_due    BOOLEAN                     NOT NULL,
  -- serves what is due of a span, oldest first
  PRIMARY KEY (span, starts_at, coin)
);

CREATE TABLE position_snapshot (
  account           VARCHAR(42) ${bytewise}     NOT NULL,
  coin              VARCHAR(60) ${bytewise}     NOT NULL,
  taken_at          TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  size              NUMERIC(38, 18)             NOT NULL,
  entry_price       NUMERIC(38, 18)             NOT NULL,
  notional          NUMERIC(38, 18)             NOT NULL,
  unrealized_pnl    NUMERIC(38, 18)             NOT NULL,
  margin_used       NUMERIC(38, 18)             NOT NULL,
  margin_mode       VARCHAR(20) ${bytewise}     NOT NULL,
  leverage          INTEGER                     NOT NULL,
  max_leverage      INTEGER                     NOT NULL,
  liquidation_price NUMERIC(38, 18),
  -- serves pages and ranges of a position
  PRIMARY KEY (account, coin, taken_at)
);

-- the newest of an account, all markets
CREATE INDEX position_snapshot_by_account ON position_snapshot (account, taken_at);

-- retention
CREATE INDEX position_snapshot_by_time ON position_snapshot (taken_at);

CREATE TABLE market_alert (
  alert_id     VARCHAR(100) ${bytewise}    PRIMARY KEY,
  user_address VARCHAR(42) ${bytewise}     NOT NULL,
  coin         VARCHAR(60) ${bytewise}     NOT NULL,
  condition    VARCHAR(20) ${bytewise}     NOT NULL,
  target       NUMERIC(38, 18)             NOT NULL,
  severity     VARCHAR(20) ${bytewise}     NOT NULL,
  active       BOOLEAN                     NOT NULL,
  created_at   TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

-- the alerts of a user, oldest first
CREATE INDEX market_alert_by_user ON market_alert (user_address, created_at, alert_id);

-- what the checker goes through, by market
CREATE INDEX market_alert_by_coin ON market_alert (active, coin, alert_id);

CREATE TABLE market_alert_sink (
  alert_id VARCHAR(100) ${bytewise} NOT NULL REFERENCES market_alert (alert_id) ON DELETE CASCADE,
  sink     VARCHAR(100) ${bytewise} NOT NULL,
  PRIMARY KEY (alert_id, sink)
);

-- written by the checker, where market_alert is written by the user
CREATE TABLE market_alert_state (
  alert_id    VARCHAR(100) ${bytewise}    PRIMARY KEY,
  armed       BOOLEAN                     NOT NULL,
  checked_at  TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  last_value  NUMERIC(38, 18),
  firings     BIGINT                      NOT NULL,
  fired_at    TIMESTAMP(6) WITH TIME ZONE
);

-- outlives its alert
CREATE TABLE fired_alert (
  alert_id     VARCHAR(100) ${bytewise}    NOT NULL,
  fired_at     TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  user_address VARCHAR(42) ${bytewise}     NOT NULL,
  coin         VARCHAR(60) ${bytewise}     NOT NULL,
  seen_value   NUMERIC(38, 18)             NOT NULL,
  severity     VARCHAR(20) ${bytewise}     NOT NULL,
  title        ${text}                     NOT NULL,
  body         ${text}                     NOT NULL,
  subject      VARCHAR(400) ${bytewise}    NOT NULL,
  PRIMARY KEY (alert_id, fired_at)
);

-- pages of a user, newest first
CREATE INDEX fired_alert_by_user ON fired_alert (user_address, fired_at, alert_id);

-- retention
CREATE INDEX fired_alert_by_time ON fired_alert (fired_at);

CREATE TABLE fired_alert_delivery (
  alert_id   VARCHAR(100) ${bytewise}    NOT NULL,
  fired_at   TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  sink       VARCHAR(100) ${bytewise}    NOT NULL,
  status     VARCHAR(20) ${bytewise}     NOT NULL,
  error      ${text},
  settled_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (alert_id, fired_at, sink),
  FOREIGN KEY (alert_id, fired_at) REFERENCES fired_alert (alert_id, fired_at) ON DELETE CASCADE
);

CREATE TABLE notification_setting (
  user_address   VARCHAR(42) ${bytewise} PRIMARY KEY,
  enabled        BOOLEAN                 NOT NULL,
  least_severity VARCHAR(20) ${bytewise} NOT NULL,
  quiet_seconds  BIGINT                  NOT NULL
);

CREATE TABLE notification_sink (
  user_address VARCHAR(42) ${bytewise}  NOT NULL REFERENCES notification_setting (user_address) ON DELETE CASCADE,
  sink         VARCHAR(100) ${bytewise} NOT NULL,
  PRIMARY KEY (user_address, sink)
);

CREATE TABLE health_sample (
  check_name   VARCHAR(200) ${bytewise}    NOT NULL,
  checked_at   TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  critical     BOOLEAN                     NOT NULL,
  healthy      BOOLEAN                     NOT NULL,
  detail       ${text}                     NOT NULL,
  latency_nano BIGINT                      NOT NULL,
  -- serves pages of a check
  PRIMARY KEY (check_name, checked_at)
);

-- the newest report; retention
CREATE INDEX health_sample_by_time ON health_sample (checked_at, check_name);
