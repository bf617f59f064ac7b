import { useEffect, useState } from "preact/hooks";

export interface Place {
  path: string;
  query: URLSearchParams;
}

const CHANGED = "dragoman:moved";

const here = (): Place => ({ path: location.pathname, query: new URLSearchParams(location.search) });

/** Go to an address of ours; `replace` leaves no step for the back button. */
export function go(target: string, { replace = false, keepScroll = false } = {}): void {
  const { pathname, search, hash } = new URL(target, location.href);
  const next = pathname + search + hash;
  if (next === location.pathname + location.search + location.hash) return;
  const samePage = pathname === location.pathname;
  if (replace) history.replaceState(null, "", next);
  else history.pushState(null, "", next);
  dispatchEvent(new Event(CHANGED));
  if (!samePage && !keepScroll) {
    scrollTo(0, 0);
    document.getElementById("main")?.focus({ preventScroll: true });
  }
}

/** Change some of the query and nothing else; null or an empty list takes a name out. */
export function withQuery(query: URLSearchParams, changes: Record<string, string | string[] | null>): string {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    next.delete(name);
    const values = value === null ? [] : Array.isArray(value) ? value : [value];
    for (const one of values) if (one !== "") next.append(name, one);
  }
  const tail = next.toString();
  return tail === "" ? location.pathname : `${location.pathname}?${tail}`;
}

export function usePlace(): Place {
  const [place, setPlace] = useState(here);
  useEffect(() => {
    const update = () => setPlace(here());
    addEventListener("popstate", update);
    addEventListener(CHANGED, update);
    return () => {
      removeEventListener("popstate", update);
      removeEventListener(CHANGED, update);
    };
  }, []);
  return place;
}

/** Plain left clicks on our own addresses stay in the page; all others go the browser's way. */
export function catchLinks(event: MouseEvent): void {
  const plain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!plain || event.defaultPrevented || !(link instanceof HTMLAnchorElement)) return;
  if (link.origin !== location.origin || link.target !== "" || link.hasAttribute("download")) return;
  if (/^\/(api|metrics|assets)(\/|$)|^\/licences\.txt$/.test(link.pathname)) return;
  if (link.pathname === location.pathname && link.hash !== "") return;
  event.preventDefault();
  go(link.href);
}
