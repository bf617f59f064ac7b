-- The countries on both sides of an act, once for all assertions that share them: filters and
-- counts by country look at some thousands of rows here, then at one number an assertion.

CREATE MACRO sides_of(actors, recipients) AS
    md5_number_lower(CAST(actors AS VARCHAR) || ' ' || CAST(recipients AS VARCHAR));

CREATE TABLE sides (
    id                  UBIGINT NOT NULL,    -- sides_of the two lists
    actor_countries     VARCHAR[] NOT NULL,
    recipient_countries VARCHAR[] NOT NULL
);

ALTER TABLE assertions ADD COLUMN sides UBIGINT;

UPDATE assertions SET sides = sides_of(actor_countries, recipient_countries);

INSERT INTO sides
SELECT DISTINCT sides, actor_countries, recipient_countries FROM assertions;
