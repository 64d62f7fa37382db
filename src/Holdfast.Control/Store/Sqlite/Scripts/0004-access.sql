-- Who may come in. Of a token its hash alone is kept. What is given and what is taken back only grows; the last use of
-- a token is no record, and is written over.

ALTER TABLE audit ADD COLUMN outcome TEXT NOT NULL DEFAULT 'done'
;
CREATE TABLE tokens (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  prefix TEXT NOT NULL,
  hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
  role TEXT NOT NULL CHECK (role IN ('viewer', 'operator', 'admin')),
  interfaces TEXT NOT NULL,
  at INTEGER NOT NULL,
  until INTEGER NOT NULL,
  author TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT
;
CREATE TABLE token_revocations (
  token INTEGER PRIMARY KEY REFERENCES tokens (id),
  at INTEGER NOT NULL,
  author TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT
;
CREATE TABLE token_uses (
  token INTEGER PRIMARY KEY REFERENCES tokens (id),
  at INTEGER NOT NULL
) STRICT
;
CREATE TRIGGER tokens_no_update BEFORE UPDATE ON tokens
BEGIN
  SELECT RAISE(ABORT, 'tokens only grows');
END
;
CREATE TRIGGER tokens_no_delete BEFORE DELETE ON tokens
BEGIN
  SELECT RAISE(ABORT, 'tokens only grows');
END
;
CREATE TRIGGER tokens_no_replace BEFORE INSERT ON tokens WHEN EXISTS (SELECT 1 FROM tokens WHERE id = NEW.id OR hash = NEW.hash)
BEGIN
  SELECT RAISE(ABORT, 'tokens only grows');
END
;
CREATE TRIGGER token_revocations_no_update BEFORE UPDATE ON token_revocations
BEGIN
  SELECT RAISE(ABORT, 'token_revocations only grows');
END
;
CREATE TRIGGER token_revocations_no_delete BEFORE DELETE ON token_revocations
BEGIN
  SELECT RAISE(ABORT, 'token_revocations only grows');
END
;
CREATE TRIGGER token_revocations_no_replace BEFORE INSERT ON token_revocations WHEN EXISTS (SELECT 1 FROM token_revocations WHERE token = NEW.token)
BEGIN
  SELECT RAISE(ABORT, 'token_revocations only grows');
END
