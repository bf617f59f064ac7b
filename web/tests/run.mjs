// All checks against a server:  node tests/run.mjs http://127.0.0.1:8765 [names…]
// One line of JSON a check: {"name": …, "error": null or what is wrong}.
import * as everywhere from "./everywhere.mjs";
import * as filtering from "./filtering.mjs";
import * as reading from "./reading.mjs";
import { openWorld } from "./world.mjs";

const CHECKS = { ...reading, ...filtering, ...everywhere };
const [base, ...names] = process.argv.slice(2);

if (base === "--list") {
  console.log(JSON.stringify(Object.keys(CHECKS)));
} else {
  const world = await openWorld(base);
  for (const name of names.length > 0 ? names : Object.keys(CHECKS)) {
    const error = await CHECKS[name](world).then(
      () => null,
      (problem) => String(problem?.message ?? problem).slice(0, 4000),
    );
    console.log(JSON.stringify({ name, error }));
  }
  await world.browser.close();
}
