import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import type { SimulationNodeDatum } from "d3-force";
import { useMemo, useState } from "preact/hooks";
import { counted, countryName, cut, number } from "../format";
import { Behind, Downloads, Empty } from "../parts/Frame";
import { rove } from "../parts/roving";
import type { Network } from "../types";
import { placeLabels } from "./labels";
import { useWidth } from "./useWidth";

const MOST_NODES = 26;
const STEPS = 260;

interface Node extends SimulationNodeDatum {
  id: string;
  name: string;
  country: string | null;
  count: number;
  r: number;
  x: number;
  y: number;
}

interface Edge {
  source: Node;
  target: Node;
  count: number;
  score: number | null;
}

/** Who acts towards whom; the layout is worked out once and is the same for the same figures. */
export function NetworkChart(props: {
  network: Network;
  chosen: string[];
  query: URLSearchParams;
  onActor: (id: string) => void;
}) {
  const { network, chosen, query, onActor } = props;
  const { ref, width } = useWidth();
  const names = useMemo(() => new Map(network.nodes.map((one) => [one.id, one.name])), [network]);
  const [over, setOver] = useState<string | null>(null);
  const hidden = Math.max(0, network.nodes.length - MOST_NODES);
  return (
    <>
      <ul class="legend">
        <li>
          <svg class="line-key" width="26" height="8" aria-hidden="true">
            <line class="edge conflict" x1="0" x2="26" y1="4" y2="4" />
          </svg>{" "}
          mean score below 0
        </li>
        <li>
          <svg class="line-key" width="26" height="8" aria-hidden="true">
            <line class="edge cooperation" x1="0" x2="26" y1="4" y2="4" />
          </svg>{" "}
          0 or above
        </li>
      </ul>
      <div ref={ref} class="chart">
        {network.nodes.length === 0 ? (
          <Empty>No two parties meet with these filters.</Empty>
        ) : (
          width > 0 && <Drawing {...{ network, width, chosen, onActor, over, setOver }} />
        )}
      </div>
      <p class="readout">{readout(network, over, hidden)}</p>
      <div class="foot">
        <Behind
          title="Actors by partner"
          rows={[...network.edges].sort((a, b) => b.count - a.count).slice(0, 200)}
          columns={[
            { head: "actor", cell: (row) => <bdi>{cut(names.get(row.source) ?? row.source, 60)}</bdi> },
            { head: "recipient", cell: (row) => <bdi>{cut(names.get(row.target) ?? row.target, 60)}</bdi> },
            { head: "assertions", numeric: true, cell: (row) => number(row.count) },
            { head: "mean score", numeric: true, cell: (row) => number(row.score) },
          ]}
        />
        <Downloads path="/api/network" query={query} csv={false} />
      </div>
    </>
  );
}

function readout(network: Network, over: string | null, hidden: number): string {
  const node = network.nodes.find((one) => one.id === over);
  if (node) return `${cut(node.name, 60)}${node.country ? `, ${countryName(node.country)}` : ""}: ${counted(node.count, "assertion")}`;
  return hidden > 0 ? `The ${MOST_NODES} most named; ${counted(hidden, "other")} in the table.` : "Choose an actor to see only what it does or suffers.";
}

function layout(network: Network, width: number, height: number): { nodes: Node[]; edges: Edge[] } {
  const top = [...network.nodes].sort((a, b) => b.count - a.count || a.id.localeCompare(b.id)).slice(0, MOST_NODES);
  const most = Math.max(1, ...top.map((one) => one.count));
  const nodes = top.map((one) => ({ ...one, r: 3 + 11 * Math.sqrt(one.count / most) })) as Node[];
  const known = new Map(nodes.map((one) => [one.id, one]));
  const edges = network.edges.flatMap((one): Edge[] => {
    const source = known.get(one.source);
    const target = known.get(one.target);
    return source && target && source !== target ? [{ ...one, source, target }] : [];
  });
  forceSimulation(nodes)
    .force("link", forceLink(edges).distance(70).strength(0.25))
    .force("charge", forceManyBody().strength(-260))
    .force("collide", forceCollide<Node>().radius((one) => one.r + 12))
    .force("x", forceX(0).strength(0.06))
    .force("y", forceY(0).strength(0.09))
    .stop()
    .tick(STEPS);
  fit(nodes, width, height);
  return { nodes, edges };
}

function fit(nodes: Node[], width: number, height: number): void {
  const pad = { x: Math.min(64, width / 6), y: 24 };
  const bounds = (values: number[]) => [Math.min(...values), Math.max(...values)] as const;
  const [left, right] = bounds(nodes.map((one) => one.x));
  const [top, bottom] = bounds(nodes.map((one) => one.y));
  for (const node of nodes) {
    node.x = right > left ? pad.x + ((node.x - left) / (right - left)) * (width - 2 * pad.x) : width / 2;
    node.y = bottom > top ? pad.y + ((node.y - top) / (bottom - top)) * (height - 2 * pad.y) : height / 2;
  }
}

interface DrawingProps {
  network: Network;
  width: number;
  chosen: string[];
  onActor: (id: string) => void;
  over: string | null;
  setOver: (id: string | null) => void;
}

function Drawing({ network, width, chosen, onActor, over, setOver }: DrawingProps) {
  const height = Math.round(Math.min(400, Math.max(300, width * 0.72), 130 + 34 * network.nodes.length));
  const { nodes, edges } = useMemo(() => layout(network, width, height), [network, width, height]);
  const labels = useMemo(() => placeLabels(nodes, { width, height, most: MOST_NODES, size: 12 }), [nodes, width, height]);
  const most = Math.max(1, ...edges.map((one) => one.count));
  const touches = (edge: Edge) => over === null || edge.source.id === over || edge.target.id === over;
  return (
    <svg class="network" width={width} height={height} role="group" aria-label="Network of actors" onKeyDown={rove}>
      <g aria-hidden="true">
        {edges.map((edge, i) => (
          <path
            key={i}
            class={`edge ${(edge.score ?? 0) < 0 ? "conflict" : "cooperation"}${touches(edge) ? "" : " faded"}`}
            d={arc(edge)}
            stroke-width={0.8 + 3.2 * Math.sqrt(edge.count / most)}
          />
        ))}
        {labels.map((label) => (
          <text key={label.index} x={label.x} y={label.y} text-anchor={label.anchor}>
            {label.text}
          </text>
        ))}
      </g>
      {nodes.map((node, i) => (
        <circle
          key={node.id}
          class={`node${chosen.includes(node.id) ? " on" : ""}`}
          cx={node.x}
          cy={node.y}
          r={node.r}
          role="button"
          data-rove
          data-actor={node.id}
          tabindex={i === 0 ? 0 : -1}
          aria-pressed={chosen.includes(node.id)}
          aria-label={`${cut(node.name, 60)}: ${counted(node.count, "assertion")}`}
          onClick={() => onActor(node.id)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" && event.key !== " ") return;
            event.preventDefault();
            onActor(node.id);
          }}
          onPointerEnter={() => setOver(node.id)}
          onPointerLeave={() => setOver(null)}
          onFocus={() => setOver(node.id)}
          onBlur={() => setOver(null)}
        />
      ))}
    </svg>
  );
}

/** Slightly bent, so that the two directions of a pair lie beside each other. */
function arc({ source, target }: Edge): string {
  const dx = target.x - source.x;
  const dy = target.y - source.y;
  const bend = 0.12;
  const x = (source.x + target.x) / 2 - dy * bend;
  const y = (source.y + target.y) / 2 + dx * bend;
  const point = (value: number) => value.toFixed(1);
  return `M${point(source.x)},${point(source.y)}Q${point(x)},${point(y)} ${point(target.x)},${point(target.y)}`;
}
