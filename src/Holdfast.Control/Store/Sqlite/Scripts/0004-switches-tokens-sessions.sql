-- Switches: every row is something that happened to a switch, the newest of a target is how it stands.
CREATE TABLE switches (
  id INTEGER PRIMARY KEY,
  target TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('set', 'extend', 'clear', 'expire')),
  value TEXT NOT NULL,
  at INTEGER NOT NULL,
  expires INTEGER,
  author TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT
;
CREATE INDEX switches_of_target ON switches (target, id)
;
CREATE TRIGGER switches_no_update BEFORE UPDATE ON switches
BEGIN
  SELECT RAISE(ABORT, 'switches only grows');
END
;
CREATE TRIGGER switches_no_delete BEFORE DELETE ON switches
BEGIN
  SELECT RAISE(ABORT, 'switches only grows');
END
;
CREATE TRIGGER switches_no_replace BEFORE INSERT ON switches WHEN EXISTS (SELECT 1 FROM switches WHERE id = NEW.id)
BEGIN
  SELECT RAISE(ABORT, 'switches only grows');
END
;
-- Tokens: only the hash is kept; whoever reads the store can use none of them.
CREATE TABLE tokens (
  id TEXT NOT NULL PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('viewer', 'operator', 'admin')),
  scope TEXT NOT NULL,
  author TEXT NOT NULL,
  at INTEGER NOT NULL,
  expires INTEGER,
  revoked INTEGER,
  used INTEGER
) STRICT, WITHOUT ROWID
;
-- Sessions of browsers, by the hash of what the cookie holds.
CREATE TABLE sessions (
  hash BLOB NOT NULL PRIMARY KEY,
  subject TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('viewer', 'operator', 'admin')),
  at INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  ended INTEGER
) STRICT, WITHOUT ROWID
;
CREATE INDEX sessions_by_expiry ON sessions (expires)
