/** "AIML" in ASCII: what `file` and we know our databases by. */
export const APPLICATION_ID = 0x41494d4c;

/** A higher number was written by a newer extension: this one only reads then. */
export const SCHEMA_VERSION = 1;

/**
 * Versions of states and ledgers are numbers of one sequence, which begins at random: what is deleted and made anew,
 * be it the whole file, never has a version that somebody still holds. Days are those of UTC but for `spent.day`, which
 * is one of the person's calendar. Places count the transactions of a day, oldest first. A model of 0 is none.
 */
export const SCHEMA = `
CREATE TABLE sequence (last INTEGER NOT NULL) STRICT;
CREATE TABLE accounts (
  id INTEGER PRIMARY KEY,
  fingerprint TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  state TEXT NOT NULL,
  written_at REAL,
  written_run TEXT,
  written_ms REAL
) STRICT;
CREATE TABLE ledgers (
  account INTEGER PRIMARY KEY REFERENCES accounts ON DELETE CASCADE,
  version INTEGER NOT NULL,
  head TEXT NOT NULL
) STRICT;
CREATE TABLE days (
  account INTEGER NOT NULL REFERENCES ledgers ON DELETE CASCADE,
  day INTEGER NOT NULL,
  version INTEGER NOT NULL,
  file INTEGER NOT NULL,
  summary TEXT NOT NULL,
  PRIMARY KEY (account, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE spent (
  account INTEGER NOT NULL,
  utc_day INTEGER NOT NULL,
  day INTEGER NOT NULL,
  model INTEGER NOT NULL,
  credits INTEGER NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (account, utc_day, day, model),
  FOREIGN KEY (account, utc_day) REFERENCES days ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE TABLE transactions (
  account INTEGER NOT NULL,
  day INTEGER NOT NULL,
  place INTEGER NOT NULL,
  at REAL NOT NULL,
  way INTEGER NOT NULL,
  type INTEGER NOT NULL,
  credits INTEGER NOT NULL,
  model INTEGER NOT NULL,
  reference TEXT,
  PRIMARY KEY (account, day, place),
  FOREIGN KEY (account, day) REFERENCES days ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE TABLE names (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE balances (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
  at REAL NOT NULL,
  until REAL NOT NULL,
  amount TEXT NOT NULL,
  currency TEXT NOT NULL,
  noted_at REAL NOT NULL,
  noted_run TEXT,
  noted_ms REAL,
  line REAL NOT NULL
) STRICT;
CREATE INDEX balances_of_account ON balances (account, id);
CREATE TABLE usage (
  account INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
  name TEXT NOT NULL,
  at REAL NOT NULL,
  answer TEXT NOT NULL,
  PRIMARY KEY (account, name)
) STRICT, WITHOUT ROWID;
`;
