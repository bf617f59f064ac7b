import { useEffect, useState } from "preact/hooks";
import type { Problem } from "./types";

export class ApiProblem extends Error {
  constructor(readonly problem: Problem) {
    super(problem.what);
  }
}

const isProblem = (value: unknown): value is { error: Problem } =>
  typeof value === "object" && value !== null && "error" in value;

/** Ask the server; a refusal becomes an ApiProblem with where, what and remedy. */
export async function ask<T>(address: string, init?: RequestInit): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(address, { ...init, headers: { accept: "application/json", ...init?.headers } });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    const what = "the server does not answer";
    throw new ApiProblem({ where: address, what, remedy: "see whether dragoman serve is running" });
  }
  const body: unknown = await answer.json().catch(() => null);
  if (answer.ok && body !== null) return body as T;
  if (isProblem(body)) throw new ApiProblem(body.error);
  const what = `the server answered ${answer.status} ${answer.statusText}`.trim();
  throw new ApiProblem({ where: address, what, remedy: "look at the server's log" });
}

export function post<T>(address: string, body: unknown, signal: AbortSignal): Promise<T> {
  const headers = { "content-type": "application/json" };
  return ask<T>(address, { method: "POST", headers, body: JSON.stringify(body), signal });
}

export interface Answer<T> {
  data: T | null;
  problem: Problem | null;
  /** An answer is on its way; `data` is then the last one, so that pages do not jump. */
  waiting: boolean;
}

export function problemOf(error: unknown, where: string): Problem {
  if (error instanceof ApiProblem) return error.problem;
  return { where, what: String(error), remedy: "reload the page" };
}

/** Fetch an address, and again whenever it changes; an overtaken answer is thrown away. */
export function useAnswer<T>(address: string | null): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T>>({ data: null, problem: null, waiting: true });
  useEffect(() => {
    if (address === null) return undefined;
    const stop = new AbortController();
    setAnswer((last) => ({ ...last, problem: null, waiting: true }));
    ask<T>(address, { signal: stop.signal }).then(
      (data) => !stop.signal.aborted && setAnswer({ data, problem: null, waiting: false }),
      (error: unknown) =>
        !stop.signal.aborted && setAnswer({ data: null, problem: problemOf(error, address), waiting: false }),
    );
    return () => stop.abort();
  }, [address]);
  return answer;
}

/** An address with a query; empty values are left out, lists are repeated. */
export function address(path: string, query: URLSearchParams | Record<string, string | number | null> = {}): string {
  const pairs = query instanceof URLSearchParams ? query : new URLSearchParams();
  if (!(query instanceof URLSearchParams)) {
    for (const [name, value] of Object.entries(query)) {
      if (value !== null && value !== "") pairs.append(name, String(value));
    }
  }
  const tail = pairs.toString();
  return tail === "" ? path : `${path}?${tail}`;
}
