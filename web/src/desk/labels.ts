import { cut } from "../format";

export interface Dot {
  name: string;
  x: number;
  y: number;
  r: number;
}

export interface Label {
  text: string;
  x: number;
  y: number;
  anchor: "start" | "middle" | "end";
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const meets = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Names beside their dots, most important first; a name that finds no room is left out. */
export function placeLabels(
  dots: Dot[],
  room: { width: number; height: number; most: number; size: number },
): (Label & { index: number })[] {
  const taken: Box[] = dots.map((dot) => ({ left: dot.x - dot.r * 0.7, right: dot.x + dot.r * 0.7, top: dot.y - dot.r * 0.7, bottom: dot.y + dot.r * 0.7 }));
  const found: (Label & { index: number })[] = [];
  dots.forEach((dot, index) => {
    if (found.length >= room.most) return;
    const text = cut(dot.name, 26);
    for (const label of spots(dot, text)) {
      const box = boxOf(label, room.size);
      const inside = box.left >= 0 && box.right <= room.width && box.top >= 0 && box.bottom <= room.height;
      if (!inside || taken.some((other, i) => i !== index && meets(box, other))) continue;
      taken.push(box);
      found.push({ ...label, index });
      return;
    }
  });
  return found;
}

function spots(dot: Dot, text: string): Label[] {
  const gap = dot.r + 4;
  return [
    { text, x: dot.x + gap, y: dot.y + 4, anchor: "start" },
    { text, x: dot.x - gap, y: dot.y + 4, anchor: "end" },
    { text, x: dot.x, y: dot.y - gap, anchor: "middle" },
    { text, x: dot.x, y: dot.y + gap + 9, anchor: "middle" },
    { text, x: dot.x + gap * 0.8, y: dot.y - gap * 0.6, anchor: "start" },
    { text, x: dot.x + gap * 0.8, y: dot.y + gap * 0.6 + 8, anchor: "start" },
  ];
}

function boxOf(label: Label, size: number): Box {
  const wide = label.text.length * size * 0.56;
  const left = label.anchor === "start" ? label.x : label.anchor === "end" ? label.x - wide : label.x - wide / 2;
  return { left, right: left + wide, top: label.y - size, bottom: label.y + 3 };
}
