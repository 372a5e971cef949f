-- Version 5: long notes are packed (LZ4).

-- How many bytes a packed note has when it is unpacked.
ALTER TABLE notes ADD COLUMN unpacked INTEGER;
