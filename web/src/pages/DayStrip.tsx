import { day } from "../format";
import { dayNumber } from "../desk/time";

const WIDTH = 132;
const HEIGHT = 14;
const R = 3.5;

/** Days as dots on a short line that all speakers of an event share; the days stand beside it in words. */
export function DayStrip({ days, first, last }: { days: string[]; first: string | null; last: string | null }) {
  const numbers = days.map(dayNumber).filter((one) => one !== null);
  const from = Math.min(...numbers, (first && dayNumber(first)) || Infinity);
  const to = Math.max(...numbers, (last && dayNumber(last)) || -Infinity);
  const x = (at: number) => (to > from ? R + 1 + ((at - from) / (to - from)) * (WIDTH - 2 * R - 2) : WIDTH / 2);
  return (
    <span class="day-strip">
      {numbers.length > 0 && (
        <svg width={WIDTH} height={HEIGHT} aria-hidden="true">
          <line x1={0} x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} />
          {numbers.map((one, i) => (
            <circle key={i} cx={x(one)} cy={HEIGHT / 2} r={R} />
          ))}
        </svg>
      )}
      <span class="days">{inWords(days)}</span>
    </span>
  );
}

function inWords(days: string[]): string {
  const sorted = [...days].sort();
  const short = sorted.slice(0, 3).map((one, i, all) => day(one, { year: i === all.length - 1 && sorted.length <= 3 }));
  return sorted.length > 3 ? `${short.join(", ")} … ${day(sorted.at(-1))}` : short.join(", ");
}
