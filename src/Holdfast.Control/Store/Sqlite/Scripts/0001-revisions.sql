-- Revisions of plans, and which of them went live. Times are milliseconds since 1970, UTC.
-- Statements are parted by a line with nothing but a semicolon: triggers have semicolons of their own.

CREATE TABLE texts (
  digest TEXT NOT NULL PRIMARY KEY,
  bytes BLOB NOT NULL
) STRICT, WITHOUT ROWID
;
CREATE TABLE revisions (
  number INTEGER PRIMARY KEY,
  parent INTEGER REFERENCES revisions (number),
  digest TEXT NOT NULL,
  author TEXT NOT NULL,
  reason TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('file', 'published', 'recovered')),
  at INTEGER NOT NULL
) STRICT
;
CREATE INDEX revisions_of_source ON revisions (source, number)
;
-- One text is kept once, however many revisions hold it: a plan of many files changes by one of them.
CREATE TABLE revision_files (
  revision INTEGER NOT NULL REFERENCES revisions (number),
  position INTEGER NOT NULL,
  path TEXT NOT NULL,
  text TEXT NOT NULL REFERENCES texts (digest),
  PRIMARY KEY (revision, position)
) STRICT, WITHOUT ROWID
;
CREATE TABLE activations (
  id INTEGER PRIMARY KEY,
  revision INTEGER NOT NULL REFERENCES revisions (number),
  before INTEGER REFERENCES revisions (number),
  at INTEGER NOT NULL,
  author TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT
