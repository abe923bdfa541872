-- The last lease given out under each name. The row stays when a lease ends: tokens must go on growing.
CREATE TABLE lease (
  name       VARCHAR(100) ${bytewise}    NOT NULL PRIMARY KEY,
  owner      VARCHAR(100) ${bytewise}    NOT NULL,
  token      BIGINT                      NOT NULL,
  expires_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  released   BOOLEAN                     NOT NULL
);

-- What writers under a lease hold until they commit, and who takes it over must get hold of. A row apart from the one that
-- renewals change, so that long writes and renewals do not wait for each other.
CREATE TABLE lease_fence (
  name  VARCHAR(100) ${bytewise} NOT NULL PRIMARY KEY REFERENCES lease (name),
  token BIGINT                   NOT NULL
);
