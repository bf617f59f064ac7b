// A stand-in for `dragoman serve`: the built pages under the same policy, and made-up answers.
//   node mock/server.mjs --port 8765        (port 0: any free one; the address is printed)
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { answer, read, Refusal } from "./answers.mjs";

const STATIC = fileURLToPath(new URL("../../src/dragoman/web/static/", import.meta.url));
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".txt": "text/plain; charset=utf-8" };

function send(response, status, type, body) {
  response.writeHead(status, { "content-type": type, "content-security-policy": POLICY, "x-content-type-options": "nosniff", "cache-control": "no-store" });
  response.end(body);
}

function cell(value) {
  const text = value === null || value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
  return `"${text.replaceAll('"', '""')}"`;
}

function csv({ rows = [] }) {
  const heads = Object.keys(rows[0] ?? {});
  return [heads.join(","), ...rows.map((row) => heads.map((head) => cell(row[head])).join(","))].join("\r\n");
}

async function page(path, response) {
  const file = normalize(join(STATIC, path));
  const known = file.startsWith(STATIC) && extname(file) !== "" ? await readFile(file).catch(() => null) : null;
  if (known) return send(response, 200, TYPES[extname(file)] ?? "application/octet-stream", known);
  if (/^\/assets\//.test(path)) return send(response, 404, "text/plain", "not found");
  return send(response, 200, TYPES[".html"], await readFile(join(STATIC, "index.html")));
}

/** One event at once, as the server does; a second, with more, when /api/grow is asked for. */
const listeners = new Set();

function tell(response, more) {
  const { reports, assertions } = answer("stats", new URLSearchParams());
  response.write(`event: desk\ndata: ${JSON.stringify({ reports: reports + more, assertions })}\n\n`);
}

function stream(response) {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  listeners.add(response);
  response.on("close", () => listeners.delete(response));
  tell(response, 0);
}

function grow(response) {
  for (const one of listeners) tell(one, 12);
  send(response, 200, "text/plain", "told");
}

async function body(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return JSON.parse(Buffer.concat(parts).toString("utf8") || "{}");
}

async function serve(request, response) {
  const url = new URL(request.url, "http://mock");
  if (!url.pathname.startsWith("/api/")) return page(url.pathname, response);
  const path = url.pathname.slice(5);
  if (path === "stream") return stream(response);
  if (path === "grow") return grow(response);
  if (path === "read" && request.method === "POST") return send(response, 200, TYPES[".json"], JSON.stringify(read(await body(request))));
  const data = answer(path, url.searchParams);
  if (url.searchParams.get("format") === "csv") return send(response, 200, "text/csv; charset=utf-8", csv(data));
  return send(response, 200, TYPES[".json"], JSON.stringify(data));
}

const server = createServer((request, response) => {
  serve(request, response).catch((error) => {
    if (error instanceof Refusal) return send(response, error.status, TYPES[".json"], JSON.stringify(error.body));
    console.error(error);
    const what = { error: { where: request.url, what: String(error), remedy: "mend the mock" } };
    return send(response, 500, TYPES[".json"], JSON.stringify(what));
  });
});

const asked = process.argv.indexOf("--port");
server.listen(asked > 0 ? Number(process.argv[asked + 1]) : 8765, "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${server.address().port}`);
});
