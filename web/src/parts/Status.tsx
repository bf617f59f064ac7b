import { statusOf } from "../format";

/** Glyph and word: the same pair as in `dragoman read`. */
export function Status({ value, certainty }: { value: string; certainty?: string | undefined }) {
  const { glyph, label, means } = statusOf(value);
  const doubt = certainty && certainty !== "certain" ? `, ${certainty}` : "";
  return (
    <span class={`status s-${value}`} title={means}>
      <span class="glyph" aria-hidden="true">
        {glyph}
      </span>
      {label}
      {doubt && <span class="doubt">{doubt}</span>}
    </span>
  );
}
