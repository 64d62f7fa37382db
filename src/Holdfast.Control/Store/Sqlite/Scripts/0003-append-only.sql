-- What was written stays as it was: no statement changes a row or takes one out. A row is refused also where it would
-- take the place of another (INSERT OR REPLACE), for that deletes without asking the trigger of deletions.

CREATE TRIGGER texts_no_update BEFORE UPDATE ON texts
BEGIN
  SELECT RAISE(ABORT, 'texts only grows');
END
;
CREATE TRIGGER texts_no_delete BEFORE DELETE ON texts
BEGIN
  SELECT RAISE(ABORT, 'texts only grows');
END
;
CREATE TRIGGER texts_no_replace BEFORE INSERT ON texts WHEN EXISTS (SELECT 1 FROM texts WHERE digest = NEW.digest)
BEGIN
  SELECT RAISE(ABORT, 'texts only grows');
END
;
CREATE TRIGGER revisions_no_update BEFORE UPDATE ON revisions
BEGIN
  SELECT RAISE(ABORT, 'revisions only grows');
END
;
CREATE TRIGGER revisions_no_delete BEFORE DELETE ON revisions
BEGIN
  SELECT RAISE(ABORT, 'revisions only grows');
END
;
CREATE TRIGGER revisions_no_replace BEFORE INSERT ON revisions WHEN EXISTS (SELECT 1 FROM revisions WHERE number = NEW.number)
BEGIN
  SELECT RAISE(ABORT, 'revisions only grows');
END
;
CREATE TRIGGER revision_files_no_update BEFORE UPDATE ON revision_files
BEGIN
  SELECT RAISE(ABORT, 'revision_files only grows');
END
;
CREATE TRIGGER revision_files_no_delete BEFORE DELETE ON revision_files
BEGIN
  SELECT RAISE(ABORT, 'revision_files only grows');
END
;
CREATE TRIGGER revision_files_no_replace BEFORE INSERT ON revision_files WHEN EXISTS (SELECT 1 FROM revision_files WHERE revision = NEW.revision AND position = NEW.position)
BEGIN
  SELECT RAISE(ABORT, 'revision_files only grows');
END
;
CREATE TRIGGER activations_no_update BEFORE UPDATE ON activations
BEGIN
  SELECT RAISE(ABORT, 'activations only grows');
END
;
CREATE TRIGGER activations_no_delete BEFORE DELETE ON activations
BEGIN
  SELECT RAISE(ABORT, 'activations only grows');
END
;
CREATE TRIGGER activations_no_replace BEFORE INSERT ON activations WHEN EXISTS (SELECT 1 FROM activations WHERE id = NEW.id)
BEGIN
  SELECT RAISE(ABORT, 'activations only grows');
END
;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN
  SELECT RAISE(ABORT, 'audit only grows');
END
;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN
  SELECT RAISE(ABORT, 'audit only grows');
END
;
CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
BEGIN
  SELECT RAISE(ABORT, 'audit only grows');
END
