import { useEffect, useState } from "preact/hooks";
import { ask, problemOf } from "../api";
import type { Page, Problem } from "../types";

export interface Rows<T> {
  rows: T[];
  total: number | null;
  problem: Problem | null;
  waiting: boolean;
  more: (() => void) | null;
}

/** A list that grows page by page; a new address starts it afresh. */
export function useRows<T>(path: string, query: URLSearchParams): Rows<T> {
  const key = `${path}?${query.toString()}`;
  const [cursor, setCursor] = useState<{ key: string; at: string | null }>({ key, at: null });
  const [state, setState] = useState<{ key: string; rows: T[]; next: string | null; total: number | null }>({
    key: "",
    rows: [],
    next: null,
    total: null,
  });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [waiting, setWaiting] = useState(true);
  const at = cursor.key === key ? cursor.at : null;
  useEffect(() => {
    const stop = new AbortController();
    const pairs = new URLSearchParams(query);
    pairs.set("limit", "50");
    if (at !== null) pairs.set("cursor", at);
    setWaiting(true);
    setProblem(null);
    ask<Page<T>>(`${path}?${pairs.toString()}`, { signal: stop.signal }).then(
      (page) => {
        setState((last) => ({
          key,
          rows: at !== null && last.key === key ? [...last.rows, ...page.rows] : page.rows,
          next: page.next ?? null,
          total: page.total ?? null,
        }));
        setWaiting(false);
      },
      (error: unknown) => {
        if (stop.signal.aborted) return;
        setProblem(problemOf(error, path));
        setWaiting(false);
      },
    );
    return () => stop.abort();
  }, [key, at]);
  const more = state.next !== null && !waiting ? () => setCursor({ key, at: state.next }) : null;
  return { rows: state.rows, total: state.total, problem, waiting, more };
}
