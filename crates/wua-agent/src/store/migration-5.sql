-- Version 5: long notes are packed (LZ4); offers have numbers.

-- How many bytes a packed note has when it is unpacked.
ALTER TABLE notes ADD COLUMN unpacked INTEGER;

-- By chance, and another one whenever an offer is stored: what was read of it is true as long as it has this number.
ALTER TABLE stamps ADD COLUMN number INTEGER;
