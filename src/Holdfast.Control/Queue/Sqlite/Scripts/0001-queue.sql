-- Operations that were promised, and what became of them. Times are milliseconds since 1970 by the clock of the store;
-- states are numbers of OperationState.

CREATE TABLE clock (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  at INTEGER NOT NULL
) STRICT
;
INSERT INTO clock VALUES (1, 0)
;
-- How much each lane holds: counted as it comes and goes, for to count a million rows takes seconds.
CREATE TABLE lanes (
  lane TEXT NOT NULL PRIMARY KEY,
  live INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  buried INTEGER NOT NULL,
  -- Bytes of what is done with: a bound of its own.
  kept INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID
;
CREATE TABLE operations (
  seq INTEGER PRIMARY KEY,
  id BLOB NOT NULL CHECK (length(id) = 16),
  lane TEXT NOT NULL,
  state INTEGER NOT NULL CHECK (state IN (0, 1, 2)),
  retried INTEGER NOT NULL,
  due INTEGER NOT NULL,
  token INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  accepted INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  keep INTEGER NOT NULL,
  ordering TEXT,
  key BLOB,
  caller BLOB,
  caller_by TEXT NOT NULL,
  spilled INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  history TEXT NOT NULL,
  request BLOB NOT NULL,
  body BLOB
) STRICT
;
CREATE UNIQUE INDEX operations_id ON operations (id)
;
CREATE INDEX operations_of_lane ON operations (lane, seq)
;
-- Each holds only the rows that are looked for by it, so that it stays as small as what is to be done.
CREATE INDEX operations_ready ON operations (lane, retried, due, seq) WHERE state = 0
;
CREATE INDEX operations_leased ON operations (due) WHERE state = 1
;
CREATE INDEX operations_ordered ON operations (lane, ordering, seq) WHERE ordering IS NOT NULL
;
-- What was done with is apart: the rows that are claimed from stay few.
CREATE TABLE ended (
  seq INTEGER PRIMARY KEY,
  id BLOB NOT NULL CHECK (length(id) = 16),
  lane TEXT NOT NULL,
  state INTEGER NOT NULL CHECK (state IN (3, 4, 5)),
  token INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  accepted INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  keep INTEGER NOT NULL,
  at INTEGER NOT NULL,
  until INTEGER NOT NULL,
  ordering TEXT,
  key BLOB,
  caller BLOB,
  caller_by TEXT NOT NULL,
  spilled INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  history TEXT NOT NULL,
  answer BLOB,
  answer_body BLOB,
  request BLOB,
  body BLOB,
  kept INTEGER NOT NULL DEFAULT 0
) STRICT
;
CREATE UNIQUE INDEX ended_id ON ended (id)
;
CREATE INDEX ended_until ON ended (until)
;
CREATE INDEX ended_buried ON ended (lane, seq) WHERE state IN (4, 5)
;
-- The bodies of answers are what can be let go of.
CREATE INDEX ended_answered ON ended (lane, seq) WHERE answer_body IS NOT NULL
;
CREATE TABLE keys (
  key BLOB NOT NULL PRIMARY KEY,
  fingerprint BLOB NOT NULL,
  id BLOB NOT NULL
) STRICT, WITHOUT ROWID
