import { cut } from "../format";

interface Named {
  id?: string | null;
  name: string;
  code: string | null;
  country: string | null;
}

export const partyKey = (one: Named): string | null => one.id ?? one.code ?? one.country;

/** An actor's name in its own writing direction, with its code; a link where the desk knows it. */
export function Party({ party, link = true }: { party: Named; link?: boolean }) {
  const key = partyKey(party);
  const name = <bdi>{cut(party.name, 80) || "unnamed"}</bdi>;
  return (
    <span class="party">
      {link && key ? <a href={`/actors/${encodeURIComponent(key)}`}>{name}</a> : name}
      {party.code && <span class="code">{party.code}</span>}
    </span>
  );
}

export function Parties({ parties, link = true }: { parties: Named[]; link?: boolean }) {
  if (parties.length === 0) return <span class="nobody">—</span>;
  return (
    <span class="parties">
      {parties.map((one, i) => (
        <span key={i}>
          {i > 0 && ", "}
          <Party party={one} link={link} />
        </span>
      ))}
    </span>
  );
}

/** Who → whom, on one line of words. */
export function Sides({ actors, recipients, link = true }: { actors: Named[]; recipients: Named[]; link?: boolean }) {
  return (
    <span class="sides">
      <Parties parties={actors} link={link} />
      <span class="arrow" aria-label="to">
        {" → "}
      </span>
      <Parties parties={recipients} link={link} />
    </span>
  );
}

export const sidesText = (actors: Named[], recipients: Named[]): string => {
  const names = (all: Named[]) => all.map((one) => cut(one.name, 60)).join(", ") || "—";
  return `${names(actors)} → ${names(recipients)}`;
};
