import { useEffect } from "preact/hooks";
import { useAnswer } from "../api";
import { Await, useTitle } from "../parts/Frame";
import { go } from "../router";
import type { Assertion } from "../types";

/** An assertion's own address leads to its place in its report. */
export function AssertionPage({ id }: { id: string }) {
  useTitle("Assertion");
  const answer = useAnswer<Assertion>(`/api/assertions/${encodeURIComponent(id)}`);
  const found = answer.data;
  useEffect(() => {
    if (!found) return;
    const report = encodeURIComponent(found.report?.id ?? found.report_id);
    go(`/reports/${report}?mark=${encodeURIComponent(found.id)}`, { replace: true });
  }, [found]);
  return (
    <>
      <h1 class="unseen">Assertion</h1>
      <Await answer={answer}>{() => <p class="waiting">Opening its report…</p>}</Await>
    </>
  );
}
