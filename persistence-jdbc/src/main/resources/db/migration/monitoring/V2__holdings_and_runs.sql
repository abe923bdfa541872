-- CHAR compares by rules of its own, and no index serves a comparison with bound text; both engines rebuild the keys on it
ALTER TABLE monitored_account_platform ALTER COLUMN address SET DATA TYPE VARCHAR(42) ${bytewise};
ALTER TABLE monitored_account_platform ALTER COLUMN override_address SET DATA TYPE VARCHAR(42) ${bytewise};
ALTER TABLE monitored_account ALTER COLUMN address SET DATA TYPE VARCHAR(42) ${bytewise};
ALTER TABLE account_snapshot_delta ALTER COLUMN address SET DATA TYPE VARCHAR(42) ${bytewise};
ALTER TABLE account_snapshot ALTER COLUMN address SET DATA TYPE VARCHAR(42) ${bytewise};

-- who is watched on a platform
CREATE INDEX monitored_account_platform_by_platform ON monitored_account_platform (platform, address);

-- what a source said last of an account, even if it was: nothing
CREATE TABLE account_holdings (
  account VARCHAR(42) ${bytewise}     NOT NULL,
  source  VARCHAR(100) ${bytewise}    NOT NULL,
  seen_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (account, source)
);

-- deleting what nobody looked at any more
CREATE INDEX account_holdings_by_time ON account_holdings (seen_at);

CREATE TABLE perp_position (
  account           VARCHAR(42) ${bytewise}  NOT NULL,
  source            VARCHAR(100) ${bytewise} NOT NULL,
  coin              VARCHAR(60) ${bytewise}  NOT NULL,
  size              NUMERIC(38, 18)          NOT NULL,
  entry_price       NUMERIC(38, 18)          NOT NULL,
  notional          NUMERIC(38, 18)          NOT NULL,
  unrealized_pnl    NUMERIC(38, 18)          NOT NULL,
  margin_used       NUMERIC(38, 18)          NOT NULL,
  margin_mode       VARCHAR(20)              NOT NULL,
  leverage          INTEGER                  NOT NULL,
  max_leverage      INTEGER                  NOT NULL,
  liquidation_price NUMERIC(38, 18),
  value_usd         NUMERIC(38, 18),
  PRIMARY KEY (account, source, coin),
  FOREIGN KEY (account, source) REFERENCES account_holdings (account, source) ON DELETE CASCADE
);

-- who is in a market
CREATE INDEX perp_position_by_coin ON perp_position (coin, account, source);

CREATE TABLE spot_balance (
  account   VARCHAR(42) ${bytewise}  NOT NULL,
  source    VARCHAR(100) ${bytewise} NOT NULL,
  token     VARCHAR(60) ${bytewise}  NOT NULL,
  total     NUMERIC(38, 18)          NOT NULL,
  hold      NUMERIC(38, 18)          NOT NULL,
  value_usd NUMERIC(38, 18),
  PRIMARY KEY (account, source, token),
  FOREIGN KEY (account, source) REFERENCES account_holdings (account, source) ON DELETE CASCADE
);

-- a token id means something only together with its chain and manager
CREATE TABLE lp_position (
  chain_id                     BIGINT                      NOT NULL,
  manager                      VARCHAR(42) ${bytewise}     NOT NULL,
  token_id                     NUMERIC(78, 0)              NOT NULL,
  account                      VARCHAR(42) ${bytewise}     NOT NULL,
  source                       VARCHAR(100) ${bytewise}    NOT NULL,
  seen_at                      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  token0                       VARCHAR(42) ${bytewise}     NOT NULL,
  token1                       VARCHAR(42) ${bytewise}     NOT NULL,
  fee                          INTEGER                     NOT NULL,
  tick_lower                   INTEGER                     NOT NULL,
  tick_upper                   INTEGER                     NOT NULL,
  liquidity                    NUMERIC(78, 0)              NOT NULL,
  fee_growth_inside0_last_x128 NUMERIC(78, 0)              NOT NULL,
  fee_growth_inside1_last_x128 NUMERIC(78, 0)              NOT NULL,
  tokens_owed0                 NUMERIC(78, 0)              NOT NULL,
  tokens_owed1                 NUMERIC(78, 0)              NOT NULL,
  pool_tick                    INTEGER,
  in_range                     BOOLEAN,
  value_usd                    NUMERIC(38, 18),
  PRIMARY KEY (chain_id, manager, token_id),
  FOREIGN KEY (account, source) REFERENCES account_holdings (account, source) ON DELETE CASCADE
);

-- what an account holds; also for the foreign key
CREATE INDEX lp_position_by_account ON lp_position (account, source);

-- what earns nothing
CREATE INDEX lp_position_by_range ON lp_position (in_range, chain_id, manager, token_id);

CREATE TABLE lending_position (
  account    VARCHAR(42) ${bytewise}  NOT NULL,
  source     VARCHAR(100) ${bytewise} NOT NULL,
  chain_id   BIGINT                   NOT NULL,
  protocol   VARCHAR(42) ${bytewise}  NOT NULL,
  market     VARCHAR(66) ${bytewise}  NOT NULL,
  token      VARCHAR(42) ${bytewise}  NOT NULL,
  supplied   NUMERIC(78, 0)           NOT NULL,
  borrowed   NUMERIC(78, 0)           NOT NULL,
  collateral BOOLEAN                  NOT NULL,
  value_usd  NUMERIC(38, 18),
  PRIMARY KEY (account, source, chain_id, protocol, market, token),
  FOREIGN KEY (account, source) REFERENCES account_holdings (account, source) ON DELETE CASCADE
);

CREATE TABLE pipeline_run (
  run_id           VARCHAR(100) ${bytewise}    NOT NULL PRIMARY KEY,
  name             VARCHAR(100) ${bytewise}    NOT NULL,
  state            VARCHAR(20)                 NOT NULL,
  started_at       TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  duration_seconds NUMERIC(38, 18)             NOT NULL
);

-- the latest run of a job
CREATE INDEX pipeline_run_by_name ON pipeline_run (name, started_at, run_id);

-- pages of all runs, and deleting old ones
CREATE INDEX pipeline_run_by_time ON pipeline_run (started_at, run_id);

CREATE TABLE pipeline_step (
  run_id           VARCHAR(100) ${bytewise} NOT NULL REFERENCES pipeline_run (run_id) ON DELETE CASCADE,
  step_number      INTEGER                  NOT NULL,
  step             VARCHAR(200) ${bytewise} NOT NULL,
  status           VARCHAR(20)              NOT NULL,
  duration_seconds NUMERIC(38, 18)          NOT NULL,
  message          ${text},
  PRIMARY KEY (run_id, step_number)
);
