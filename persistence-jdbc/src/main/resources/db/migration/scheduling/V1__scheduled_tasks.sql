-- One row for each recurring task. The columns and their names are what db-scheduler 15 reads and writes.
CREATE TABLE scheduled_tasks (
  task_name            VARCHAR(100) ${bytewise}    NOT NULL,
  task_instance        VARCHAR(100) ${bytewise}    NOT NULL,
  task_data            BYTEA,
  execution_time       TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  picked               BOOLEAN                     NOT NULL,
  picked_by            VARCHAR(50) ${bytewise},
  last_success         TIMESTAMP(6) WITH TIME ZONE,
  last_failure         TIMESTAMP(6) WITH TIME ZONE,
  consecutive_failures INTEGER,
  last_heartbeat       TIMESTAMP(6) WITH TIME ZONE,
  version              BIGINT                      NOT NULL,
  priority             SMALLINT,
  PRIMARY KEY (task_name, task_instance)
);

-- what is due: asked by each node all the time
CREATE INDEX scheduled_tasks_by_time ON scheduled_tasks (execution_time);

-- whose node is dead
CREATE INDEX scheduled_tasks_by_heartbeat ON scheduled_tasks (last_heartbeat);
