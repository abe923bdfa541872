-- how far each index is; moves in the transaction that stores the events up to there
CREATE TABLE index_checkpoint (
  chain_id     BIGINT                      NOT NULL,
  index_name   VARCHAR(60) ${bytewise}     NOT NULL,
  block_number BIGINT                      NOT NULL,
  block_hash   VARCHAR(66) ${bytewise}     NOT NULL,
  block_time   TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  -- of the batch that came last: repeated, it changes nothing
  fingerprint  VARCHAR(66) ${bytewise}     NOT NULL,
  commits      BIGINT                      NOT NULL,
  -- also the order of the list of all indexes
  PRIMARY KEY (chain_id, index_name)
);

-- blocks that a reorg may still replace, and the last one that it may not
CREATE TABLE index_hot_block (
  chain_id     BIGINT                      NOT NULL,
  index_name   VARCHAR(60) ${bytewise}     NOT NULL,
  block_number BIGINT                      NOT NULL,
  block_hash   VARCHAR(66) ${bytewise}     NOT NULL,
  block_time   TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  -- serves the window of an index, and its both ends being cut off
  PRIMARY KEY (chain_id, index_name, block_number)
);

-- which index feeds a table of events: two would delete each other's rows after a reorg
CREATE TABLE index_place (
  chain_id   BIGINT                  NOT NULL,
  place      VARCHAR(60) ${bytewise} NOT NULL,
  index_name VARCHAR(60) ${bytewise} NOT NULL,
  PRIMARY KEY (chain_id, place)
);
