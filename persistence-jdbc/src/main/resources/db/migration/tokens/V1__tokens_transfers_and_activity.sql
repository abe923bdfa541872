CREATE TABLE token (
  chain_id     BIGINT                   NOT NULL,
  token        VARCHAR(42) ${bytewise}  NOT NULL,
  symbol       VARCHAR(200) ${bytewise} NOT NULL,
  name         VARCHAR(200) ${bytewise} NOT NULL,
  decimals     INTEGER                  NOT NULL,
  total_supply NUMERIC(78, 0),
  active       BOOLEAN                  NOT NULL,
  PRIMARY KEY (chain_id, token)
);

-- the chain's own events; a place on the chain has one. The key is also how a reorganisation deletes from a block on
CREATE TABLE transfer (
  chain_id     BIGINT                      NOT NULL,
  block_number BIGINT                      NOT NULL,
  log_index    INTEGER                     NOT NULL,
  token        VARCHAR(42) ${bytewise}     NOT NULL,
  block_hash   VARCHAR(66) ${bytewise}     NOT NULL,
  block_time   TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  tx_hash      VARCHAR(66) ${bytewise}     NOT NULL,
  tx_index     INTEGER                     NOT NULL,
  sender       VARCHAR(42) ${bytewise}     NOT NULL,
  recipient    VARCHAR(42) ${bytewise}     NOT NULL,
  amount       NUMERIC(78, 0)              NOT NULL,
  PRIMARY KEY (chain_id, block_number, log_index)
);

-- a token's newest transfers, page by page, and its transfers of some days, which are rolled up
CREATE INDEX transfer_by_token ON transfer (chain_id, token, block_time, block_number, log_index);
-- a wallet's newest transfers, one index for each side
CREATE INDEX transfer_by_sender ON transfer (chain_id, sender, block_number, log_index);
CREATE INDEX transfer_by_recipient ON transfer (chain_id, recipient, block_number, log_index);
-- retention
CREATE INDEX transfer_by_time ON transfer (block_time);

CREATE TABLE token_payment (
  chain_id     BIGINT                      NOT NULL,
  block_number BIGINT                      NOT NULL,
  log_index    INTEGER                     NOT NULL,
  token        VARCHAR(42) ${bytewise}     NOT NULL,
  block_hash   VARCHAR(66) ${bytewise}     NOT NULL,
  block_time   TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  tx_hash      VARCHAR(66) ${bytewise}     NOT NULL,
  tx_index     INTEGER                     NOT NULL,
  amount       NUMERIC(78, 0)              NOT NULL,
  PRIMARY KEY (chain_id, block_number, log_index)
);

-- as with transfers
CREATE INDEX token_payment_by_token
  ON token_payment (chain_id, token, block_time, block_number, log_index);
CREATE INDEX token_payment_by_time ON token_payment (block_time);

-- from which day on transfers, payments and days are whole; a roll-up changes nothing before, and locks these rows
CREATE TABLE token_kept (
  kind  VARCHAR(20) ${bytewise} NOT NULL PRIMARY KEY,
  since DATE                    NOT NULL
);

-- rolled up from transfers; the key serves pages and ranges of a token
CREATE TABLE token_hour (
  chain_id       BIGINT                      NOT NULL,
  token          VARCHAR(42) ${bytewise}     NOT NULL,
  starts_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  transfers      BIGINT                      NOT NULL,
  amount         NUMERIC(78, 0)              NOT NULL,
  active_wallets BIGINT                      NOT NULL,
  PRIMARY KEY (chain_id, token, starts_at)
);

-- retention
CREATE INDEX token_hour_by_time ON token_hour (starts_at);

CREATE TABLE token_day (
  chain_id        BIGINT                  NOT NULL,
  token           VARCHAR(42) ${bytewise} NOT NULL,
  activity_day    DATE                    NOT NULL,
  transfers       BIGINT                  NOT NULL,
  amount          NUMERIC(78, 0)          NOT NULL,
  total_transfers BIGINT                  NOT NULL,
  total_amount    NUMERIC(78, 0)          NOT NULL,
  active_wallets  BIGINT                  NOT NULL,
  new_wallets     BIGINT                  NOT NULL,
  total_wallets   BIGINT                  NOT NULL,
  PRIMARY KEY (chain_id, token, activity_day)
);

-- every wallet ever seen: outlives the transfers it was seen in
CREATE TABLE token_wallet (
  chain_id   BIGINT                      NOT NULL,
  token      VARCHAR(42) ${bytewise}     NOT NULL,
  wallet     VARCHAR(42) ${bytewise}     NOT NULL,
  first_seen TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (chain_id, token, wallet)
);

-- the new wallets of a day, and those to forget when their first day is rolled up again. Of the time alone: with the token in
-- front, a planner without statistics takes it for one that finds a wallet
CREATE INDEX token_wallet_by_first_seen ON token_wallet (first_seen);

-- rolled up from payments
CREATE TABLE token_week (
  chain_id BIGINT                  NOT NULL,
  token    VARCHAR(42) ${bytewise} NOT NULL,
  monday   DATE                    NOT NULL,
  payments BIGINT                  NOT NULL,
  amount   NUMERIC(78, 0)          NOT NULL,
  PRIMARY KEY (chain_id, token, monday)
);

CREATE TABLE token_price (
  chain_id   BIGINT                      NOT NULL,
  token      VARCHAR(42) ${bytewise}     NOT NULL,
  priced_at  TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  price      NUMERIC(38, 18)             NOT NULL,
  volume     NUMERIC(38, 18),
  market_cap NUMERIC(38, 18),
  change_24h NUMERIC(38, 18),
  PRIMARY KEY (chain_id, token, priced_at)
);

-- retention
CREATE INDEX token_price_by_time ON token_price (priced_at);

CREATE TABLE token_holders (
  chain_id    BIGINT                  NOT NULL,
  token       VARCHAR(42) ${bytewise} NOT NULL,
  counted_day DATE                    NOT NULL,
  holders     BIGINT                  NOT NULL,
  supply      NUMERIC(78, 0)          NOT NULL,
  whales      BIGINT                  NOT NULL,
  large       BIGINT                  NOT NULL,
  medium      BIGINT                  NOT NULL,
  small       BIGINT                  NOT NULL,
  PRIMARY KEY (chain_id, token, counted_day)
);

CREATE TABLE token_holder (
  chain_id    BIGINT                  NOT NULL,
  token       VARCHAR(42) ${bytewise} NOT NULL,
  counted_day DATE                    NOT NULL,
  place       INTEGER                 NOT NULL,
  wallet      VARCHAR(42) ${bytewise} NOT NULL,
  balance     NUMERIC(78, 0)          NOT NULL,
  PRIMARY KEY (chain_id, token, counted_day, place),
  FOREIGN KEY (chain_id, token, counted_day)
    REFERENCES token_holders (chain_id, token, counted_day) ON DELETE CASCADE
);

CREATE TABLE token_wallet_statistics (
  chain_id    BIGINT                  NOT NULL,
  token       VARCHAR(42) ${bytewise} NOT NULL,
  counted_day DATE                    NOT NULL,
  wallets     BIGINT                  NOT NULL,
  active      BIGINT                  NOT NULL,
  newcomers   BIGINT                  NOT NULL,
  whales      BIGINT                  NOT NULL,
  mean        NUMERIC(78, 0),
  median      NUMERIC(78, 0),
  PRIMARY KEY (chain_id, token, counted_day)
);
