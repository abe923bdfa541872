-- contracts that an index found on its chain, such as the pools of a factory
CREATE TABLE index_child (
  chain_id     BIGINT                      NOT NULL,
  index_name   VARCHAR(60) ${bytewise}     NOT NULL,
  rule         VARCHAR(60) ${bytewise}     NOT NULL,
  address      VARCHAR(42) ${bytewise}     NOT NULL,
  -- the log that it was seen in first
  block_number BIGINT                      NOT NULL,
  log_index    INTEGER                     NOT NULL,
  block_hash   VARCHAR(66) ${bytewise}     NOT NULL,
  block_time   TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  tx_hash      VARCHAR(66) ${bytewise}     NOT NULL,
  tx_index     INTEGER                     NOT NULL,
  PRIMARY KEY (chain_id, index_name, rule, address)
);

-- reads them in their order, and cuts off what a reorg has orphaned
CREATE INDEX index_child_by_block ON index_child (chain_id, index_name, block_number, log_index, rule, address);
