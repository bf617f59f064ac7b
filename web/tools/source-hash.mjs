// One hash over everything the built files come from; tests/web/test_built.py computes the same.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const TREES = ["src", "public"];
const FILES = ["index.html", "package-lock.json", "tsconfig.json", "vite.config.ts"];

export const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

export function filesUnder(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesUnder(root, path) : [path];
  });
}

/** Lines "path sha256", sorted by path as bytes, hashed once more. */
export function sourceHash(root) {
  const paths = [...TREES.flatMap((tree) => filesUnder(root, tree)), ...FILES];
  paths.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const lines = paths.map((path) => `${path} ${sha256(readFileSync(join(root, path)))}\n`);
  return sha256(lines.join(""));
}
