// The texts of the made-up desk as lines of JSON, for a real one:  node mock/texts.mjs > reports.jsonl
import { readFileSync } from "node:fs";
import { makeDesk } from "./desk.mjs";

const LONGEST = 5000;

for (const { report } of makeDesk().readings) {
  const { text, title, url, outlet, agency, published, story_id: _story, ...rest } = report;
  if (text.length > LONGEST || rest.copy_of === undefined) continue;
  console.log(JSON.stringify({ text, title, url, outlet, agency, published }));
}

// One event as several outlets tell it: two origins and reprints, three numbers, two denials.
process.stdout.write(readFileSync(new URL("bekobod.jsonl", import.meta.url), "utf8"));
