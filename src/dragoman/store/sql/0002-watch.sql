-- What watching has seen: feeds, their entries, and what alerts have told.  These hold clock times.

CREATE TABLE feeds (
    url      VARCHAR PRIMARY KEY,
    title    VARCHAR,
    etag     VARCHAR,                  -- of the last good answer
    modified VARCHAR,
    due      TIMESTAMPTZ,              -- when to ask again; NULL: gone for good
    failures INTEGER NOT NULL,         -- since the last good answer
    asked    TIMESTAMPTZ,
    answered TIMESTAMPTZ,              -- the last good answer
    error    VARCHAR                   -- why the last one was not
);

CREATE TABLE entries (
    id        VARCHAR PRIMARY KEY,     -- canonical address of the page; else feed and key
    feed      VARCHAR NOT NULL,
    link      VARCHAR,                 -- canonical
    title     VARCHAR NOT NULL,
    record    VARCHAR NOT NULL,        -- JSON: what the feed itself says of it; emptied when done
    state     VARCHAR NOT NULL,        -- waiting, read, known (the desk had it), dropped
    attempts  INTEGER NOT NULL,
    due       TIMESTAMPTZ,             -- while waiting
    report_id VARCHAR,
    seen      TIMESTAMPTZ NOT NULL
);

CREATE TABLE alerted (
    alert        VARCHAR NOT NULL,     -- hash of what is asked for, or a name
    assertion_id VARCHAR NOT NULL,
    PRIMARY KEY (alert, assertion_id)
);
