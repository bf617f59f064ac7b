import { useAnswer } from "../api";
import { cut, number } from "../format";
import { Await, useTitle } from "../parts/Frame";
import { go, withQuery, type Place } from "../router";
import type { Assertion, Rejection, ReportText } from "../types";
import { Reader } from "./Reader";

type Stored = ReportText & { assertions: Assertion[]; rejections?: Rejection[]; likeness?: number | null };

/** A stored report, shown as the Read page shows a new one. */
export function ReportPage({ id, place }: { id: string; place: Place }) {
  const answer = useAnswer<Stored>(`/api/reports/${encodeURIComponent(id)}`);
  useTitle(answer.data ? cut(answer.data.title, 80) || "Report" : "Report");
  const toMark = (mark: string | null) => go(withQuery(new URLSearchParams(location.search), { mark }), { replace: true });
  return (
    <>
      <h1 class="unseen">Report</h1>
      <Await answer={answer}>
        {(stored) => (
          <>
            <Origin report={stored} />
            <Reader
              reading={readingOf(stored)}
              mark={place.query.get("mark")}
              onMark={toMark}
              stored
            />
          </>
        )}
      </Await>
    </>
  );
}

const readings = new WeakMap<Stored, { report: ReportText; assertions: Assertion[]; rejections: Rejection[] }>();

function readingOf(stored: Stored) {
  const known = readings.get(stored);
  if (known) return known;
  const { assertions, rejections, ...report } = stored;
  const made = { report, assertions, rejections: rejections ?? [] };
  readings.set(stored, made);
  return made;
}

function Origin({ report }: { report: Stored }) {
  if (!report.story_id) return null;
  const story = `/reports?story=${encodeURIComponent(report.story_id)}`;
  if (!report.copy_of) {
    return (
      <p class="origin">
        <a href={story}>All reports of this story</a>
      </p>
    );
  }
  return (
    <p class="origin">
      A reprint of <a href={`/reports/${encodeURIComponent(report.copy_of)}`}>an earlier report</a>
      {report.likeness ? ` (likeness ${number(report.likeness)})` : ""}; counted once.{" "}
      <a href={story}>All reports of this story</a>
    </p>
  );
}
