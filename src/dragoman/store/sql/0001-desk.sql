-- A desk: reports, what they say, and what was made of it.
-- Every table but `ingests` is a function of inputs and versions: no clock time, no counter.
-- JSON is kept as VARCHAR, so that no extension is ever needed to open a desk.

CREATE TABLE migrations (
    number INTEGER PRIMARY KEY,        -- of the SQL file
    name   VARCHAR NOT NULL
);

-- What coded the reports: a recipe, not a moment.
CREATE TABLE runs (
    id           VARCHAR PRIMARY KEY,  -- hash of the other columns
    code_version VARCHAR NOT NULL,
    data_hash    VARCHAR NOT NULL,     -- of all tables and weights, users' own folders included
    model        VARCHAR NOT NULL,     -- parser and hash of its weights
    settings     VARCHAR NOT NULL      -- JSON; only what changes results
);

-- When work was done: the only table with clock times.
CREATE TABLE ingests (
    id         VARCHAR PRIMARY KEY,
    run_id     VARCHAR NOT NULL,
    started    TIMESTAMPTZ NOT NULL,
    ended      TIMESTAMPTZ,            -- NULL: killed, or still at work
    inputs     VARCHAR NOT NULL,       -- JSON list, as given
    reports    BIGINT NOT NULL,        -- new in the desk
    assertions BIGINT NOT NULL,
    drops      BIGINT NOT NULL
);

CREATE TABLE reports (
    id           VARCHAR PRIMARY KEY,
    run_id       VARCHAR NOT NULL,
    title        VARCHAR,
    url          VARCHAR,
    outlet       VARCHAR,
    agency       VARCHAR,
    author       VARCHAR,
    language     VARCHAR,              -- ISO 639-1
    published    DATE,                 -- in the publisher's own time zone
    published_at TIMESTAMPTZ,          -- where the hour is known
    place        VARCHAR,              -- of the dateline, as printed
    source       VARCHAR,              -- where it was read from
    text         VARCHAR NOT NULL,     -- the original; all offsets are code points into it
    blocks       VARCHAR NOT NULL,     -- JSON [[start, end, kind, rule], …]
    rejections   VARCHAR NOT NULL,     -- JSON [[start, end, reason, [rule, …]], …]: tried, put aside
    sentences    INTEGER NOT NULL,     -- that were analysed
    content      VARCHAR NOT NULL,     -- 16 digits: hash of the text; 16 more: of all other fields
    story_id     VARCHAR,              -- filled by the corpus pass: first report of the story
    copy_of      VARCHAR,              -- report it repeats; NULL = its own
    likeness     DOUBLE,               -- 0 to 1, with the report it was placed beside
    story_reason VARCHAR
);

CREATE TABLE assertions (
    id                  VARCHAR NOT NULL,
    report_id           VARCHAR NOT NULL,
    run_id              VARCHAR NOT NULL,
    published           DATE,
    day                 DATE,          -- first day of `when`, else published
    sentence            INTEGER NOT NULL,
    event_type          VARCHAR,
    mode                VARCHAR,
    quad                VARCHAR,
    plover_score        DOUBLE,
    cameo               VARCHAR,
    goldstein           DOUBLE,
    sense               VARCHAR NOT NULL,
    about_sense         VARCHAR,
    about_type          VARCHAR,
    about_status        VARCHAR,
    status              VARCHAR NOT NULL,
    certainty           VARCHAR NOT NULL,
    confidence          DOUBLE NOT NULL,
    -- Parallel lists, NULL inside where unknown; sectors: the primary one.
    actor_ids           VARCHAR[] NOT NULL,
    actor_names         VARCHAR[] NOT NULL,
    actor_codes         VARCHAR[] NOT NULL,
    actor_countries     VARCHAR[] NOT NULL,
    actor_sectors       VARCHAR[] NOT NULL,
    recipient_ids       VARCHAR[] NOT NULL,
    recipient_names     VARCHAR[] NOT NULL,
    recipient_codes     VARCHAR[] NOT NULL,
    recipient_countries VARCHAR[] NOT NULL,
    recipient_sectors   VARCHAR[] NOT NULL,
    speaker_ids         VARCHAR[] NOT NULL,  -- outermost first; empty: the report's own word
    speaker_names       VARCHAR[] NOT NULL,
    speaker_codes       VARCHAR[] NOT NULL,
    speaker_countries   VARCHAR[] NOT NULL,
    speaker_stances     VARCHAR[] NOT NULL,
    contexts            VARCHAR[] NOT NULL,
    first_day           DATE,
    last_day            DATE,
    place               VARCHAR,
    place_country       VARCHAR,
    geonames_id         BIGINT,
    latitude            DOUBLE,        -- degrees north, WGS 84
    longitude           DOUBLE,        -- degrees east, WGS 84
    evidence            VARCHAR NOT NULL,
    text                VARCHAR NOT NULL,    -- the sentence
    path                VARCHAR[] NOT NULL,  -- how the status came about, in words
    record              VARCHAR NOT NULL,    -- JSON, after assertion.schema.json
    event_id            VARCHAR        -- filled by the corpus pass
);

-- Sentence embeddings: 384 int8, the unit vector times 127.
CREATE TABLE vectors (
    assertion_id VARCHAR NOT NULL,
    vector       BLOB NOT NULL
);

-- What near-copies of a report are found by.
CREATE TABLE signatures (
    report_id VARCHAR NOT NULL,
    version   INTEGER NOT NULL,
    body      BLOB NOT NULL,
    lead      BLOB NOT NULL,
    shingles  INTEGER NOT NULL,
    bands     UBIGINT[] NOT NULL,
    agency    VARCHAR,
    published DATE
);

-- Names that no table knows, with what the words told of them.
CREATE TABLE mentions_unknown (
    report_id VARCHAR NOT NULL,
    name      VARCHAR NOT NULL,
    count     INTEGER NOT NULL,
    country   VARCHAR,
    sectors   VARCHAR[] NOT NULL
);

CREATE TABLE drops (
    id        VARCHAR PRIMARY KEY,     -- hash of the other columns
    run_id    VARCHAR NOT NULL,
    place     VARCHAR NOT NULL,        -- file, address or record
    stage     VARCHAR NOT NULL,
    reason    VARCHAR NOT NULL,
    remedy    VARCHAR NOT NULL,
    report_id VARCHAR                  -- NULL: it never became a report
);

CREATE TABLE events (
    id                  VARCHAR NOT NULL,    -- hash of the founding assertion's id
    founder             VARCHAR NOT NULL,    -- assertion
    sense               VARCHAR NOT NULL,
    event_type          VARCHAR,
    mode                VARCHAR,
    quad                VARCHAR,
    plover_score        DOUBLE,
    cameo               VARCHAR,
    goldstein           DOUBLE,
    first_day           DATE,
    last_day            DATE,
    place               VARCHAR,
    place_country       VARCHAR,
    geonames_id         BIGINT,
    latitude            DOUBLE,
    longitude           DOUBLE,
    actor_ids           VARCHAR[] NOT NULL,
    actor_names         VARCHAR[] NOT NULL,
    actor_codes         VARCHAR[] NOT NULL,
    actor_countries     VARCHAR[] NOT NULL,
    actor_sectors       VARCHAR[] NOT NULL,
    recipient_ids       VARCHAR[] NOT NULL,
    recipient_names     VARCHAR[] NOT NULL,
    recipient_codes     VARCHAR[] NOT NULL,
    recipient_countries VARCHAR[] NOT NULL,
    recipient_sectors   VARCHAR[] NOT NULL,
    contexts            VARCHAR[] NOT NULL,
    statuses            VARCHAR[] NOT NULL,
    assertions          INTEGER NOT NULL,
    reports             INTEGER NOT NULL,
    origins             INTEGER NOT NULL,    -- stories: copies count once
    first_report        DATE,
    last_report         DATE,
    asserted_by         VARCHAR NOT NULL,    -- JSON
    denied_by           VARCHAR NOT NULL,    -- JSON
    sizes               VARCHAR NOT NULL     -- JSON
);

CREATE TABLE event_assertions (
    event_id     VARCHAR NOT NULL,
    assertion_id VARCHAR NOT NULL,
    role         VARCHAR NOT NULL,     -- asserts, denies, expects, supposes
    score        DOUBLE,
    reasons      VARCHAR[] NOT NULL
);

-- Between assertions of different reports; `a` is the later one.
CREATE TABLE links (
    a        VARCHAR NOT NULL,
    b        VARCHAR NOT NULL,
    relation VARCHAR NOT NULL,         -- same, denies, contradicts, fulfils, withdraws
    score    DOUBLE,
    reasons  VARCHAR[] NOT NULL
);

CREATE TABLE commitments (
    assertion_id VARCHAR NOT NULL,
    kind         VARCHAR NOT NULL,     -- offer, promise, threat, plan, condition
    state        VARCHAR NOT NULL,     -- open, fulfilled, withdrawn, contradicted
    settled_by   VARCHAR,              -- assertion
    settled_day  DATE,
    reason       VARCHAR
);

-- Journal: which parts of the workers went in.
CREATE TABLE parts (
    key    VARCHAR PRIMARY KEY,
    loaded BOOLEAN NOT NULL
);

-- Which reports the corpus pass has dealt with.
CREATE TABLE linked (
    report_id VARCHAR PRIMARY KEY
);

-- Events that lost an assertion, because its report was coded anew, and kept others: the corpus
-- pass makes their rows anew from what is left, then empties this table.
CREATE TABLE stale_events (
    event_id VARCHAR PRIMARY KEY
);
