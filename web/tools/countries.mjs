// Writes src/data/countries.json: ISO numeric code → [alpha-3, English name].
// Run after an update of i18n-iso-countries: node tools/countries.mjs
import { writeFileSync } from "node:fs";
import iso from "i18n-iso-countries";
import english from "i18n-iso-countries/langs/en.json" with { type: "json" };

const SHORT = { GBR: "United Kingdom", KOR: "South Korea", PRK: "North Korea", SYR: "Syria", PSE: "Palestine", TZA: "Tanzania", LAO: "Laos", MDA: "Moldova", VEN: "Venezuela", BOL: "Bolivia", COD: "DR Congo", COG: "Congo-Brazzaville" };

iso.registerLocale(english);
const named = (alpha2) => {
  const alpha3 = iso.alpha2ToAlpha3(alpha2);
  return [alpha3, SHORT[alpha3] ?? iso.getName(alpha2, "en", { select: "alias" })];
};
const rows = Object.entries(iso.getNumericCodes())
  .map(([numeric, alpha2]) => [numeric, named(alpha2)])
  .sort(([a], [b]) => a.localeCompare(b));
const lines = rows.map(([numeric, pair]) => ` ${JSON.stringify(numeric)}: ${JSON.stringify(pair)}`);
writeFileSync(new URL("../src/data/countries.json", import.meta.url), `{\n${lines.join(",\n")}\n}\n`);
