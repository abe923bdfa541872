CREATE TABLE monitored_account (
  address CHAR(42) PRIMARY KEY,
  name    VARCHAR(200) NOT NULL
);

CREATE TABLE monitored_account_platform (
  address          CHAR(42)    NOT NULL REFERENCES monitored_account (address) ON DELETE CASCADE,
  platform         VARCHAR(20) NOT NULL,
  watched          BOOLEAN     NOT NULL,
  override_address CHAR(42),
  PRIMARY KEY (address, platform)
);

-- one row for each account and time bucket; NULL is unknown, never zero
CREATE TABLE account_snapshot (
  address          CHAR(42)                    NOT NULL,
  bucket           TIMESTAMP(3) WITH TIME ZONE NOT NULL,
  taken_at         TIMESTAMP(3) WITH TIME ZONE NOT NULL,
  mode             VARCHAR(20)                 NOT NULL,
  verdict          VARCHAR(60)                 NOT NULL,
  equity           NUMERIC(38, 18),
  maintenance      NUMERIC(38, 18),
  health_factor    NUMERIC(38, 18),
  nearest_coin     VARCHAR(60),
  nearest_price    NUMERIC(38, 18),
  nearest_distance NUMERIC(38, 18),
  funding_apr      NUMERIC(38, 18),
  PRIMARY KEY (address, bucket)
);

CREATE INDEX account_snapshot_by_bucket ON account_snapshot (bucket);

CREATE TABLE account_snapshot_delta (
  address CHAR(42)                    NOT NULL,
  bucket  TIMESTAMP(3) WITH TIME ZONE NOT NULL,
  asset   VARCHAR(60)                 NOT NULL,
  delta   NUMERIC(38, 18)             NOT NULL,
  PRIMARY KEY (address, bucket, asset),
  FOREIGN KEY (address, bucket) REFERENCES account_snapshot (address, bucket) ON DELETE CASCADE
);
