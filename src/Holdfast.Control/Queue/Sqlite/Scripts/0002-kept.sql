-- What is kept of operations that are done with has a bound of its own.

ALTER TABLE ended ADD COLUMN kept INTEGER NOT NULL DEFAULT 0
;
UPDATE ended SET kept = 256 + iif(state = 3, 0, bytes) + ifnull(length(answer), 0) + ifnull(length(answer_body), 0)
;
ALTER TABLE lanes ADD COLUMN kept INTEGER NOT NULL DEFAULT 0
;
UPDATE lanes SET kept = (SELECT ifnull(sum(kept), 0) FROM ended WHERE lane = lanes.lane)
;
-- The bodies of answers are what can be let go of.
CREATE INDEX ended_answered ON ended (lane, seq) WHERE answer_body IS NOT NULL
