CREATE TABLE incident (
  incident_id  VARCHAR(200) ${bytewise}    NOT NULL PRIMARY KEY,
  type         VARCHAR(40) ${bytewise}     NOT NULL,
  severity     VARCHAR(20) ${bytewise}     NOT NULL,
  subject      VARCHAR(100) ${bytewise}    NOT NULL,
  started_at   TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  last_seen_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  score        NUMERIC(38, 18)             NOT NULL,
  -- USD; NULL is unknown, never zero
  amount       NUMERIC(38, 18),
  source       VARCHAR(60) ${bytewise}     NOT NULL,
  title        VARCHAR(300) ${bytewise}    NOT NULL,
  description  ${text}                     NOT NULL,
  -- whether what was noted in incident_recovery settles it; no part of what detectors tell
  settled      BOOLEAN DEFAULT FALSE       NOT NULL
);

-- pages over all, and totals of a time
CREATE INDEX incident_by_start ON incident (started_at, incident_id);
-- pages from a severity on: the severe ones are few
CREATE INDEX incident_by_severity ON incident (severity, started_at, incident_id);
-- pages of some types
CREATE INDEX incident_by_type ON incident (type, started_at, incident_id);
-- what happened to one subject
CREATE INDEX incident_by_subject ON incident (subject, started_at, incident_id);
-- those of which more is expected: few of many
CREATE INDEX incident_by_settled ON incident (settled, started_at, incident_id);
-- deletion of the old
CREATE INDEX incident_by_last_seen ON incident (last_seen_at);

-- what an incident's score is made of
CREATE TABLE incident_factor (
  incident_id VARCHAR(200) ${bytewise} NOT NULL REFERENCES incident (incident_id) ON DELETE CASCADE,
  name        VARCHAR(60) ${bytewise}  NOT NULL,
  points      NUMERIC(38, 18)          NOT NULL,
  PRIMARY KEY (incident_id, name)
);

-- which liquidations an incident is made of; they may be told later than the incident, and deleted earlier
CREATE TABLE incident_liquidation (
  incident_id    VARCHAR(200) ${bytewise} NOT NULL REFERENCES incident (incident_id) ON DELETE CASCADE,
  liquidation_id VARCHAR(200) ${bytewise} NOT NULL,
  PRIMARY KEY (incident_id, liquidation_id)
);

-- apart from the incident: a detector that tells the incident again must not undo what people noted
CREATE TABLE incident_recovery (
  incident_id VARCHAR(200) ${bytewise}    NOT NULL PRIMARY KEY REFERENCES incident (incident_id) ON DELETE CASCADE,
  status      VARCHAR(20) ${bytewise}     NOT NULL,
  -- USD; NULL is unknown, never zero
  recovered   NUMERIC(38, 18),
  note        ${text}                     NOT NULL,
  noted_at    TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

CREATE TABLE venue_liquidation (
  liquidation_id VARCHAR(200) ${bytewise}    NOT NULL PRIMARY KEY,
  method         VARCHAR(30) ${bytewise}     NOT NULL,
  address        VARCHAR(42) ${bytewise},
  happened_at    TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  tx_hash        VARCHAR(66) ${bytewise},
  -- what was closed: coin, side, size and whole are all there or all NULL
  coin           VARCHAR(60) ${bytewise},
  side           VARCHAR(10) ${bytewise},
  size           NUMERIC(38, 18),
  whole          BOOLEAN,
  notional       NUMERIC(38, 18),
  price          NUMERIC(38, 18),
  mark_price     NUMERIC(38, 18),
  account_value  NUMERIC(38, 18),
  -- names of the sources that saw it, with commas between
  evidence       VARCHAR(200) ${bytewise}    NOT NULL,
  certainty      VARCHAR(20) ${bytewise}     NOT NULL
);

-- pages over all, replay of a time, deletion of the old
CREATE INDEX venue_liquidation_by_time ON venue_liquidation (happened_at, liquidation_id);
-- pages of one market
CREATE INDEX venue_liquidation_by_coin ON venue_liquidation (coin, happened_at, liquidation_id);
-- pages of one account
CREATE INDEX venue_liquidation_by_address ON venue_liquidation (address, happened_at, liquidation_id);

-- who was on the other side
CREATE TABLE venue_liquidation_liquidator (
  liquidation_id VARCHAR(200) ${bytewise} NOT NULL
    REFERENCES venue_liquidation (liquidation_id) ON DELETE CASCADE,
  liquidator     VARCHAR(42) ${bytewise}  NOT NULL,
  PRIMARY KEY (liquidation_id, liquidator)
);

-- a handful of rows: no index but the keys
CREATE TABLE incident_source (
  name     VARCHAR(60) ${bytewise} NOT NULL PRIMARY KEY,
  priority INTEGER                 NOT NULL,
  enabled  BOOLEAN                 NOT NULL
);

-- the last poll that was answered, and the last that was not
CREATE TABLE incident_source_poll (
  name      VARCHAR(60) ${bytewise}     NOT NULL REFERENCES incident_source (name) ON DELETE CASCADE,
  answered  BOOLEAN                     NOT NULL,
  polled_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  error     ${text},
  PRIMARY KEY (name, answered)
);

CREATE TABLE incident_subscription (
  owner       VARCHAR(42) ${bytewise}  NOT NULL,
  sink        VARCHAR(100) ${bytewise} NOT NULL,
  severity    VARCHAR(20) ${bytewise}  NOT NULL,
  -- names of the types that are wanted, with commas between; empty: all of them
  types       VARCHAR(1000) ${bytewise} NOT NULL,
  -- USD; NULL: whatever amount
  amount_from NUMERIC(38, 18),
  active      BOOLEAN                  NOT NULL,
  PRIMARY KEY (owner, sink)
);

-- who wants an incident: those whose least severity is not above its own
CREATE INDEX incident_subscription_by_severity ON incident_subscription (severity, owner, sink);

CREATE TABLE alert_delivery (
  alert_time TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  alert_key  VARCHAR(300) ${bytewise}    NOT NULL,
  sink       VARCHAR(100) ${bytewise}    NOT NULL,
  severity   VARCHAR(20) ${bytewise}     NOT NULL,
  title      VARCHAR(300) ${bytewise}    NOT NULL,
  content    ${text}                     NOT NULL,
  state      VARCHAR(20) ${bytewise}     NOT NULL,
  attempts   INTEGER                     NOT NULL,
  -- when somebody may try next, or a claim ends; NULL once settled
  due_at     TIMESTAMP(6) WITH TIME ZONE,
  error      ${text},
  settled_at TIMESTAMP(6) WITH TIME ZONE,
  -- in this order it also serves the pages over all
  PRIMARY KEY (alert_time, alert_key, sink)
);

-- what is due, longest due first
CREATE INDEX alert_delivery_by_due ON alert_delivery (due_at, alert_time, alert_key, sink);
-- pages and counts of one state
CREATE INDEX alert_delivery_by_state ON alert_delivery (state, alert_time, alert_key, sink);
-- deletion of the old
CREATE INDEX alert_delivery_by_settled ON alert_delivery (settled_at);

-- only ever added to
CREATE TABLE audit_entry (
  number        BIGINT                      NOT NULL PRIMARY KEY,
  event_id      VARCHAR(100) ${bytewise}    NOT NULL,
  happened_at   TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  actor         VARCHAR(200) ${bytewise}    NOT NULL,
  action        VARCHAR(100) ${bytewise}    NOT NULL,
  subject       VARCHAR(200) ${bytewise}    NOT NULL,
  details       ${text}                     NOT NULL,
  previous_hash VARCHAR(66) ${bytewise}     NOT NULL,
  entry_hash    VARCHAR(66) ${bytewise}     NOT NULL,
  -- an event that is noted again adds nothing
  CONSTRAINT audit_entry_event UNIQUE (event_id)
);

-- the lines about one subject
CREATE INDEX audit_entry_by_subject ON audit_entry (subject, number);

-- one row: where the log ends; who appends holds it, so that no two lines get one number
CREATE TABLE audit_head (
  id          INTEGER                 NOT NULL PRIMARY KEY,
  last_number BIGINT                  NOT NULL,
  last_hash   VARCHAR(66) ${bytewise} NOT NULL
);
