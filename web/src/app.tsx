import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useAnswer } from "./api";
import { DeskPage } from "./desk/DeskPage";
import { ActorPage } from "./pages/ActorPage";
import { AssertionPage } from "./pages/AssertionPage";
import { CommitmentsPage } from "./pages/CommitmentsPage";
import { EventPage } from "./pages/EventPage";
import { ReportsPage } from "./pages/ReportsPage";
import { RunsPage } from "./pages/RunsPage";
import { useTitle } from "./parts/Frame";
import { ThemeSwitch } from "./parts/ThemeSwitch";
import { ReadPage } from "./read/ReadPage";
import { ReportPage } from "./read/ReportPage";
import { catchLinks, usePlace, type Place } from "./router";
import type { Stats } from "./types";

const SECTIONS = [
  { href: "/", label: "Desk" },
  { href: "/read", label: "Read" },
  { href: "/reports", label: "Reports" },
  { href: "/commitments", label: "Commitments" },
  { href: "/runs", label: "Drops and runs" },
];

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function page(place: Place): ComponentChildren {
  const [, section = "", rest] = /^\/([^/]*)(?:\/(.*))?$/.exec(place.path) ?? [];
  const id = rest ? decoded(rest) : null;
  if (section === "" && !id) return <DeskPage place={place} />;
  if (section === "read" && !id) return <ReadPage place={place} />;
  if (section === "reports") return id ? <ReportPage key={id} id={id} place={place} /> : <ReportsPage place={place} />;
  if (section === "events" && id) return <EventPage key={id} id={id} />;
  if (section === "assertions" && id) return <AssertionPage key={id} id={id} />;
  if (section === "actors" && id) return <ActorPage key={id} id={id} />;
  if (section === "commitments" && !id) return <CommitmentsPage place={place} />;
  if (section === "runs" && !id) return <RunsPage place={place} />;
  return <Nowhere path={place.path} />;
}

function Nowhere({ path }: { path: string }) {
  useTitle("Not found");
  return (
    <div class="page">
      <h1>Nothing here</h1>
      <p>
        No page has the address <code>{path.slice(0, 200)}</code>. The <a href="/">desk</a> and the <a href="/read">reading room</a> are
        open.
      </p>
    </div>
  );
}

export function App() {
  const place = usePlace();
  const [edition, setEdition] = useState(0);
  return (
    <div onClick={catchLinks}>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <header class="masthead">
        <a class="nameplate" href="/">
          Dragoman
        </a>
        <nav aria-label="Sections">
          {SECTIONS.map(({ href, label }) => (
            <a key={href} href={href} aria-current={place.path === href ? "page" : undefined}>
              {label}
            </a>
          ))}
        </nav>
        <ThemeSwitch />
      </header>
      <News onShow={() => setEdition(edition + 1)} />
      <main id="main" tabIndex={-1} key={edition}>
        {page(place)}
      </main>
      <footer class="colophon">
        <p>
          Dragoman tells who said what, and on whose word; it does not say who is right. <a href="/licences.txt">Licences</a>
        </p>
      </footer>
    </div>
  );
}

/** A line when the desk has taken in more since the page was made; nothing moves until asked. */
function News({ onShow }: { onShow: () => void }) {
  const [changed, setChanged] = useState(false);
  const shown = useAnswer<Stats>("/api/stats").data;
  const known = useRef<string | null>(null);
  if (shown && known.current === null) known.current = `${shown.reports} ${shown.assertions}`;
  useEffect(() => {
    const stream = new EventSource("/api/stream");
    stream.addEventListener("desk", (event: MessageEvent<string>) => {
      const told = countsIn(event.data);
      if (told !== null && known.current !== null && told !== known.current) setChanged(true);
      if (told !== null) known.current = told;
    });
    return () => stream.close();
  }, []);
  return (
    <div class="news" role="status">
      {changed && (
        <button
          type="button"
          onClick={() => {
            setChanged(false);
            onShow();
          }}
        >
          The desk has taken in more. Show it
        </button>
      )}
    </div>
  );
}

function countsIn(data: string): string | null {
  try {
    const { reports, assertions } = JSON.parse(data) as Partial<Stats>;
    return reports === undefined ? null : `${reports} ${assertions}`;
  } catch {
    return null;
  }
}
