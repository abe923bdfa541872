CREATE TABLE half_done (id BIGINT PRIMARY KEY);

INSERT INTO half_done (id) VALUES (1), (1);
