// Last step of the build: what the files were made from, and the licences of what is in them.
import { gzipSync } from "node:zlib";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { filesUnder, sha256, sourceHash } from "./source-hash.mjs";

const BUDGET_BYTES = 300_000; // gzipped, all scripts and the map together
const root = fileURLToPath(new URL("..", import.meta.url));
const out = join(root, "../src/dragoman/web/static");
const BUNDLED = [
  "preact",
  "d3-geo",
  "d3-array",
  "internmap",
  "d3-force",
  "d3-quadtree",
  "d3-timer",
  "d3-dispatch",
  "topojson-client",
  "world-atlas",
  "@fontsource-variable/newsreader",
  "@fontsource-variable/libre-franklin",
];

function writeLicences() {
  const parts = BUNDLED.map((name) => {
    const folder = join(root, "node_modules", name);
    const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return `${name} ${version}\n\n${readFileSync(join(folder, "LICENSE"), "utf8").trim()}\n`;
  });
  const head = "The pages contain the following, under these licences.\n";
  const map = "The map is Natural Earth's (public domain), 1:110 million.\n";
  writeFileSync(join(out, "licences.txt"), [head + map, ...parts].join(`\n${"-".repeat(72)}\n\n`));
}

function gzipped(paths) {
  return paths.reduce((sum, path) => sum + gzipSync(readFileSync(join(out, path))).length, 0);
}

writeLicences();
const paths = filesUnder(out, "").filter((path) => path !== "manifest.json").sort();
const files = Object.fromEntries(paths.map((path) => [path, sha256(readFileSync(join(out, path)))]));
const size = gzipped(paths.filter((path) => /\.(js|json)$/.test(path)));
writeFileSync(join(out, "manifest.json"), `${JSON.stringify({ sources: sourceHash(root), files }, null, 1)}\n`);
console.log(`scripts and map, gzipped: ${(size / 1000).toFixed(1)} kB of ${BUDGET_BYTES / 1000}`);
if (size > BUDGET_BYTES) process.exit(1);
