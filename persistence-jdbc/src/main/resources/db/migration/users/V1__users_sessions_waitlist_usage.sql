-- personal data: may live in a database of its own
CREATE TABLE app_user (
  address    VARCHAR(42) ${bytewise}     NOT NULL PRIMARY KEY,
  tier       VARCHAR(20) ${bytewise}     NOT NULL,
  first_seen TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  last_seen  TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

-- pages of all users, and of one tier
CREATE INDEX app_user_by_first_seen ON app_user (first_seen, address);
CREATE INDEX app_user_by_tier ON app_user (tier, first_seen, address);

-- of the token only its hash
CREATE TABLE user_session (
  token_hash VARCHAR(66) ${bytewise}     NOT NULL PRIMARY KEY,
  address    VARCHAR(42) ${bytewise}     NOT NULL REFERENCES app_user (address) ON DELETE CASCADE,
  created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  expires_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

-- a user's live sessions; the cascade from the user
CREATE INDEX user_session_by_user ON user_session (address, created_at);
-- deletion of the expired
CREATE INDEX user_session_by_expiry ON user_session (expires_at);

CREATE TABLE waitlist_entry (
  email         VARCHAR(254) ${bytewise}    NOT NULL PRIMARY KEY,
  referral_code VARCHAR(40) ${bytewise}     NOT NULL,
  referred_by   VARCHAR(40) ${bytewise},
  joined_at     TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  status        VARCHAR(20) ${bytewise}     NOT NULL,
  changed_at    TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  CONSTRAINT waitlist_entry_code UNIQUE (referral_code),
  CONSTRAINT waitlist_entry_referrer FOREIGN KEY (referred_by)
    REFERENCES waitlist_entry (referral_code) ON DELETE SET NULL
);

-- pages of a status in the order of the queue, and how many are ahead
CREATE INDEX waitlist_entry_by_queue ON waitlist_entry (status, joined_at, referral_code);
-- who came by a code, how many, and whose codes brought most
CREATE INDEX waitlist_entry_by_referrer ON waitlist_entry (referred_by, joined_at, referral_code);

-- totals so far of each running program (instance), so that saving them again counts nothing twice
CREATE TABLE api_usage (
  address    VARCHAR(42) ${bytewise}     NOT NULL,
  hour_start TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  endpoint   VARCHAR(200) ${bytewise}    NOT NULL,
  instance   VARCHAR(60) ${bytewise}     NOT NULL,
  requests   BIGINT                      NOT NULL,
  failures   BIGINT                      NOT NULL,
  time_nanos BIGINT                      NOT NULL,
  -- in this order it also serves the totals of one user
  PRIMARY KEY (address, hour_start, endpoint, instance)
);

-- totals over all users; deletion of old hours
CREATE INDEX api_usage_by_hour ON api_usage (hour_start);
