/**
 * Code points (what the API counts) to UTF-16 units (what a JavaScript string counts).
 *
 * A boundary inside a grapheme cluster (between a letter and its accent, inside an emoji family)
 * is moved outwards, so that no mark tears a sign apart.
 */
export class Offsets {
  private readonly units = new Map<number, number>();
  private readonly segmenter: Intl.Segmenter | null;

  constructor(
    private readonly text: string,
    points: Iterable<number>,
  ) {
    this.segmenter = "Segmenter" in Intl ? new Intl.Segmenter(undefined, { granularity: "grapheme" }) : null;
    const wanted = [...new Set(points)].sort((a, b) => a - b);
    let unit = 0;
    let point = 0;
    for (const target of wanted) {
      while (point < target && unit < text.length) {
        const code = text.codePointAt(unit) ?? 0;
        unit += code > 0xffff ? 2 : 1;
        point += 1;
      }
      this.units.set(target, unit);
    }
  }

  /** First unit of a span that starts at this code point. */
  start(point: number): number {
    return this.whole(this.unit(point), "start");
  }

  /** First unit after a span that ends before this code point. */
  end(point: number): number {
    return this.whole(this.unit(point), "end");
  }

  private unit(point: number): number {
    const found = this.units.get(point);
    if (found === undefined) throw new RangeError(`offset ${point} was not announced`);
    return found;
  }

  private whole(unit: number, side: "start" | "end"): number {
    if (!this.segmenter || unit <= 0 || unit >= this.text.length || !this.mayTear(unit)) return unit;
    const from = Math.max(0, this.text.lastIndexOf(" ", unit - 1));
    const window = this.text.slice(from, Math.min(this.text.length, unit + 40));
    const cluster = this.segmenter.segment(window).containing(unit - from);
    if (!cluster || cluster.index === unit - from) return unit;
    return side === "start" ? from + cluster.index : from + cluster.index + cluster.segment.length;
  }

  private mayTear(unit: number): boolean {
    const next = this.text.codePointAt(unit) ?? 0;
    if (next < 0x300 && this.text.charCodeAt(unit - 1) < 0x300) return false;
    const sign = String.fromCodePoint(next);
    return /[\p{M}\p{Emoji_Modifier}\p{Regional_Indicator}\u200d]/u.test(sign) || this.text[unit - 1] === "\u200d";
  }
}
