-- NULL is unknown, never zero. Sizes and money are USD; times are UTC.

CREATE TABLE keeper_market (
  chain_id                BIGINT                      NOT NULL,
  protocol                VARCHAR(60) ${bytewise}     NOT NULL,
  market                  VARCHAR(100) ${bytewise}    NOT NULL,
  base                    VARCHAR(60) ${bytewise}     NOT NULL,
  quote                   VARCHAR(60) ${bytewise}     NOT NULL,
  collateral_token        VARCHAR(42) ${bytewise}     NOT NULL,
  price_feed              VARCHAR(66) ${bytewise},
  maximum_leverage        NUMERIC(38, 18)             NOT NULL,
  minimum_size            NUMERIC(38, 18)             NOT NULL,
  maximum_size            NUMERIC(38, 18)             NOT NULL,
  maintenance_margin_rate NUMERIC(38, 18)             NOT NULL,
  liquidation_fee_rate    NUMERIC(38, 18)             NOT NULL,
  funding_interval_millis BIGINT                      NOT NULL,
  maximum_funding_rate    NUMERIC(38, 18)             NOT NULL,
  status                  VARCHAR(20) ${bytewise}     NOT NULL,
  long_open_interest      NUMERIC(38, 18)             NOT NULL,
  short_open_interest     NUMERIC(38, 18)             NOT NULL,
  volume                  NUMERIC(38, 18)             NOT NULL,
  funding_rate            NUMERIC(38, 18),
  funded_at               TIMESTAMP(6) WITH TIME ZONE,
  updated_at              TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (chain_id, protocol, market)
);

CREATE TABLE keeper_position (
  chain_id            BIGINT                      NOT NULL,
  protocol            VARCHAR(60) ${bytewise}     NOT NULL,
  market              VARCHAR(100) ${bytewise}    NOT NULL,
  position_id         VARCHAR(100) ${bytewise}    NOT NULL,
  account             VARCHAR(42) ${bytewise}     NOT NULL,
  status              VARCHAR(20) ${bytewise}     NOT NULL,
  side                VARCHAR(20) ${bytewise}     NOT NULL,
  size                NUMERIC(38, 18)             NOT NULL,
  collateral          NUMERIC(38, 18)             NOT NULL,
  leverage            NUMERIC(38, 18)             NOT NULL,
  entry_price         NUMERIC(38, 18)             NOT NULL,
  accumulated_funding NUMERIC(38, 18)             NOT NULL,
  version_block       VARCHAR(66) ${bytewise}     NOT NULL,
  version_log         INTEGER                     NOT NULL,
  opened_tx           VARCHAR(66) ${bytewise}     NOT NULL,
  opened_block        BIGINT                      NOT NULL,
  opened_at           TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  exit_price          NUMERIC(38, 18),
  realized_profit     NUMERIC(38, 18),
  closed_tx           VARCHAR(66) ${bytewise},
  closed_block        BIGINT,
  closed_at           TIMESTAMP(6) WITH TIME ZONE,
  PRIMARY KEY (chain_id, protocol, market, position_id)
);

-- the open positions of a market, at every turn of the keeper
CREATE INDEX keeper_position_by_status ON keeper_position (chain_id, protocol, market, status, position_id);
-- the positions of a market, page by page
CREATE INDEX keeper_position_by_market ON keeper_position (chain_id, protocol, market, opened_at, position_id);
-- the positions of an account, page by page
CREATE INDEX keeper_position_by_account
  ON keeper_position (chain_id, account, opened_at, protocol, market, position_id);

CREATE TABLE keeper_funding_rate (
  chain_id            BIGINT                      NOT NULL,
  protocol            VARCHAR(60) ${bytewise}     NOT NULL,
  market              VARCHAR(100) ${bytewise}    NOT NULL,
  funded_at           TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  rate                NUMERIC(38, 18)             NOT NULL,
  interval_millis     BIGINT                      NOT NULL,
  long_open_interest  NUMERIC(38, 18)             NOT NULL,
  short_open_interest NUMERIC(38, 18)             NOT NULL,
  PRIMARY KEY (chain_id, protocol, market, funded_at)
);

-- retention
CREATE INDEX keeper_funding_rate_by_time ON keeper_funding_rate (funded_at);

CREATE TABLE keeper_open_interest (
  chain_id   BIGINT                      NOT NULL,
  protocol   VARCHAR(60) ${bytewise}     NOT NULL,
  market     VARCHAR(100) ${bytewise}    NOT NULL,
  taken_at   TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  long_size  NUMERIC(38, 18)             NOT NULL,
  short_size NUMERIC(38, 18)             NOT NULL,
  PRIMARY KEY (chain_id, protocol, market, taken_at)
);

-- retention
CREATE INDEX keeper_open_interest_by_time ON keeper_open_interest (taken_at);

-- one row for each protocol, account and time
CREATE TABLE keeper_profit (
  chain_id       BIGINT                      NOT NULL,
  protocol       VARCHAR(60) ${bytewise}     NOT NULL,
  account        VARCHAR(42) ${bytewise}     NOT NULL,
  taken_at       TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  realized       NUMERIC(38, 18)             NOT NULL,
  unrealized     NUMERIC(38, 18),
  collateral     NUMERIC(38, 18)             NOT NULL,
  position_value NUMERIC(38, 18),
  open_positions INTEGER                     NOT NULL,
  PRIMARY KEY (chain_id, protocol, account, taken_at)
);

-- retention
CREATE INDEX keeper_profit_by_time ON keeper_profit (taken_at);

CREATE TABLE keeper_liquidation (
  chain_id     BIGINT                      NOT NULL,
  tx_hash      VARCHAR(66) ${bytewise}     NOT NULL,
  log_index    INTEGER                     NOT NULL,
  protocol     VARCHAR(60) ${bytewise}     NOT NULL,
  market       VARCHAR(100) ${bytewise}    NOT NULL,
  position_id  VARCHAR(100) ${bytewise},
  account      VARCHAR(42) ${bytewise}     NOT NULL,
  liquidator   VARCHAR(42) ${bytewise}     NOT NULL,
  repaid_token VARCHAR(42) ${bytewise},
  repaid_units NUMERIC(78, 0),
  seized_token VARCHAR(42) ${bytewise},
  seized_units NUMERIC(78, 0),
  price        NUMERIC(38, 18),
  collateral   NUMERIC(38, 18),
  fee          NUMERIC(38, 18),
  block_number BIGINT                      NOT NULL,
  block_hash   VARCHAR(66) ${bytewise}     NOT NULL,
  block_time   TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (chain_id, tx_hash, log_index)
);

-- all of a chain, page by page; what a reorganisation has replaced
CREATE INDEX keeper_liquidation_by_block ON keeper_liquidation (chain_id, block_number, log_index, tx_hash);
-- those of an account, page by page
CREATE INDEX keeper_liquidation_by_account ON keeper_liquidation (chain_id, account, block_number, log_index, tx_hash);
-- those of a market over a time, to compare with what was attempted
CREATE INDEX keeper_liquidation_by_market ON keeper_liquidation (chain_id, protocol, market, block_time);
-- retention
CREATE INDEX keeper_liquidation_by_time ON keeper_liquidation (block_time);

-- price = mantissa * 10^expo; conf in the same unit
CREATE TABLE keeper_price (
  source         VARCHAR(60) ${bytewise}     NOT NULL,
  asset          VARCHAR(60) ${bytewise}     NOT NULL,
  publish_time   TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  mantissa       BIGINT                      NOT NULL,
  expo           INTEGER                     NOT NULL,
  conf           NUMERIC(78, 0)              NOT NULL,
  ema_time       TIMESTAMP(6) WITH TIME ZONE,
  ema_mantissa   BIGINT,
  ema_expo       INTEGER,
  ema_conf       NUMERIC(78, 0),
  signed_by      VARCHAR(60) ${bytewise},
  signer_set     BIGINT,
  signatures     INTEGER,
  signers_needed INTEGER,
  PRIMARY KEY (source, asset, publish_time)
);

-- retention
CREATE INDEX keeper_price_by_time ON keeper_price (publish_time);

-- span is the interval's code: 1m is a minute, 1M a month
CREATE TABLE keeper_candle (
  source   VARCHAR(60) ${bytewise}     NOT NULL,
  coin     VARCHAR(60) ${bytewise}     NOT NULL,
  span     VARCHAR(3) ${bytewise}      NOT NULL,
  start_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  open     NUMERIC(38, 18)             NOT NULL,
  high     NUMERIC(38, 18)             NOT NULL,
  low      NUMERIC(38, 18)             NOT NULL,
  close    NUMERIC(38, 18)             NOT NULL,
  volume   NUMERIC(38, 18)             NOT NULL,
  trades   BIGINT                      NOT NULL,
  complete BOOLEAN                     NOT NULL,
  PRIMARY KEY (source, coin, span, start_at)
);

-- retention, which differs by interval
CREATE INDEX keeper_candle_by_time ON keeper_candle (span, start_at);

CREATE TABLE keeper_attempt (
  chain_id      BIGINT                      NOT NULL,
  protocol      VARCHAR(60) ${bytewise}     NOT NULL,
  market        VARCHAR(100) ${bytewise}    NOT NULL,
  account       VARCHAR(42) ${bytewise}     NOT NULL,
  version_block VARCHAR(66) ${bytewise}     NOT NULL,
  version_log   INTEGER                     NOT NULL,
  state         VARCHAR(20) ${bytewise}     NOT NULL,
  revision      INTEGER                     NOT NULL,
  settled_tx    VARCHAR(66) ${bytewise},
  settled_block BIGINT,
  settled_hash  VARCHAR(66) ${bytewise},
  settled_at    TIMESTAMP(6) WITH TIME ZONE,
  planned_at    TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  updated_at    TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  -- when it left the flight; NULL while it is in it
  landed_at     TIMESTAMP(6) WITH TIME ZONE,
  note          ${text}                     NOT NULL,
  -- one attempt for a position version, whoever runs
  PRIMARY KEY (chain_id, protocol, market, account, version_block, version_log)
);

-- what a restart must look at
CREATE INDEX keeper_attempt_by_state ON keeper_attempt (chain_id, state, planned_at);
-- all of a chain, page by page
CREATE INDEX keeper_attempt_by_time
  ON keeper_attempt (chain_id, planned_at, protocol, market, account, version_block, version_log);
-- retention, of what is not in flight
CREATE INDEX keeper_attempt_by_landing ON keeper_attempt (landed_at);

-- every transaction that was ever signed for an attempt
CREATE TABLE keeper_attempt_transaction (
  chain_id      BIGINT                      NOT NULL,
  tx_hash       VARCHAR(66) ${bytewise}     NOT NULL,
  protocol      VARCHAR(60) ${bytewise}     NOT NULL,
  market        VARCHAR(100) ${bytewise}    NOT NULL,
  account       VARCHAR(42) ${bytewise}     NOT NULL,
  version_block VARCHAR(66) ${bytewise}     NOT NULL,
  version_log   INTEGER                     NOT NULL,
  place         INTEGER                     NOT NULL,
  sender        VARCHAR(42) ${bytewise}     NOT NULL,
  nonce         BIGINT                      NOT NULL,
  maximum_fee   NUMERIC(78, 0)              NOT NULL,
  priority_fee  NUMERIC(78, 0)              NOT NULL,
  signed_at     TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (chain_id, tx_hash),
  -- those of an attempt, in order
  UNIQUE (chain_id, protocol, market, account, version_block, version_log, place),
  FOREIGN KEY (chain_id, protocol, market, account, version_block, version_log)
    REFERENCES keeper_attempt (chain_id, protocol, market, account, version_block, version_log) ON DELETE CASCADE
);

-- the highest nonce of a sender
CREATE INDEX keeper_attempt_transaction_by_nonce ON keeper_attempt_transaction (chain_id, sender, nonce);

-- document is the whole decision; the other columns are what is asked for
CREATE TABLE keeper_decision (
  chain_id      BIGINT                      NOT NULL,
  protocol      VARCHAR(60) ${bytewise}     NOT NULL,
  market        VARCHAR(100) ${bytewise}    NOT NULL,
  account       VARCHAR(42) ${bytewise}     NOT NULL,
  version_block VARCHAR(66) ${bytewise}     NOT NULL,
  version_log   INTEGER                     NOT NULL,
  decided_at    TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  head_number   BIGINT                      NOT NULL,
  mode          VARCHAR(20) ${bytewise}     NOT NULL,
  verdict       VARCHAR(30) ${bytewise}     NOT NULL,
  health_factor NUMERIC(38, 18),
  net           NUMERIC(38, 18),
  document      ${text}                     NOT NULL,
  PRIMARY KEY (chain_id, protocol, market, account, version_block, version_log, decided_at)
);

-- all of a chain, page by page; what was refused lately
CREATE INDEX keeper_decision_by_chain
  ON keeper_decision (chain_id, decided_at, protocol, market, account, version_block, version_log);
-- those with a verdict, page by page; their count over a time
CREATE INDEX keeper_decision_by_verdict
  ON keeper_decision (chain_id, verdict, decided_at, protocol, market, account, version_block, version_log);
-- those on an account, page by page
CREATE INDEX keeper_decision_by_account
  ON keeper_decision (chain_id, account, decided_at, protocol, market, version_block, version_log);
-- replay over all chains; retention
CREATE INDEX keeper_decision_by_time
  ON keeper_decision (decided_at, chain_id, protocol, market, account, version_block, version_log);
