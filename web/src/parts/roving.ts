const KEYS: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/**
 * Arrow keys, Home and End among the `[data-rove]` elements of a container.
 * Only one of them is in the tab order, so that Tab leaves the group.
 */
export function rove(event: KeyboardEvent): void {
  const container = event.currentTarget;
  if (!(container instanceof Element) || event.altKey || event.ctrlKey || event.metaKey) return;
  const stops = [...container.querySelectorAll<HTMLElement | SVGElement>("[data-rove]")];
  const now = stops.findIndex((stop) => stop === document.activeElement);
  if (now < 0) return;
  const step = KEYS[event.key];
  const next =
    step !== undefined ? now + step : event.key === "Home" ? 0 : event.key === "End" ? stops.length - 1 : null;
  if (next === null) return;
  event.preventDefault();
  const target = stops[Math.min(stops.length - 1, Math.max(0, next))];
  if (!target) return;
  for (const stop of stops) stop.setAttribute("tabindex", stop === target ? "0" : "-1");
  target.focus();
}
