import { geoEqualEarth, geoPath, type GeoProjection } from "d3-geo";
import { useEffect, useMemo, useState } from "preact/hooks";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import type { Feature, FeatureCollection, Geometry } from "geojson";
import { ask } from "../api";
import { alpha3, counted, countryName, number } from "../format";
import { Behind, Downloads, Empty } from "../parts/Frame";
import { rove } from "../parts/roving";
import type { PlaceCount } from "../types";
import atlasAddress from "world-atlas/countries-110m.json?url";
import { placeLabels } from "./labels";
import { useWidth } from "./useWidth";

type Land = Feature<Geometry, { name: string }>;

let atlas: Promise<Land[]> | null = null;

function loadAtlas(): Promise<Land[]> {
  atlas ??= ask<Topology>(atlasAddress).then((topology) => {
    const all = feature(topology, topology.objects["countries"] as GeometryCollection<{ name: string }>);
    return (all as FeatureCollection<Geometry, { name: string }>).features;
  });
  return atlas;
}

/** Where things happened: countries shaded by count, a circle for each place. */
export function WorldMap(props: {
  places: PlaceCount[];
  chosen: string[];
  query: URLSearchParams;
  onCountry: (code: string) => void;
}) {
  const { places, chosen, query, onCountry } = props;
  const { ref, width } = useWidth();
  const [lands, setLands] = useState<Land[]>([]);
  const [whole, setWhole] = useState(false);
  useEffect(() => {
    loadAtlas().then(setLands, () => setLands([]));
  }, []);
  const sums = useMemo(() => byCountry(places), [places]);
  return (
    <>
      <div ref={ref} class="chart map">
        {width > 0 && <Drawing {...{ lands, places, sums, chosen, onCountry, width, whole }} />}
      </div>
      {places.length === 0 && <Empty>No place is named with these filters.</Empty>}
      <p class="readout">
        <button type="button" class="textlike" aria-pressed={whole} onClick={() => setWhole(!whole)}>
          {whole ? "Only where something happened" : "The whole world"}
        </button>{" "}
        Borders as Natural Earth draws them.
      </p>
      <div class="foot">
        <Behind
          title="Assertions by place"
          rows={places}
          columns={[
            { head: "place", cell: (row) => <bdi>{row.name}</bdi> },
            { head: "country", cell: (row) => countryName(row.country) },
            { head: "assertions", numeric: true, cell: (row) => number(row.count) },
          ]}
        />
        <Downloads path="/api/places" query={query} />
      </div>
    </>
  );
}

function byCountry(places: PlaceCount[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { country, count } of places) if (country) sums.set(country, (sums.get(country) ?? 0) + count);
  return sums;
}

const located = (place: PlaceCount): place is PlaceCount & { longitude: number; latitude: number } =>
  place.longitude !== null && place.latitude !== null;

/** Zoomed to the places, but never closer than a few countries. */
function projectionFor(places: PlaceCount[], width: number, height: number, whole: boolean): GeoProjection {
  const world = geoEqualEarth().fitExtent([[2, 2], [width - 2, height - 2]], { type: "Sphere" });
  const points = places.filter(located).map((one): [number, number] => [one.longitude, one.latitude]);
  if (whole || points.length === 0) return world;
  const worldScale = world.scale();
  const longitudes = points.map(([longitude]) => longitude).sort((a, b) => a - b);
  const middle = ((longitudes[0] ?? 0) + (longitudes.at(-1) ?? 0)) / 2;
  const pad = Math.min(70, width / 6);
  const fitted = geoEqualEarth()
    .rotate([-middle, 0])
    .fitExtent([[pad, 44], [width - pad, height - 44]], { type: "MultiPoint", coordinates: points });
  const closest = worldScale * 5;
  if (fitted.scale() > closest || !Number.isFinite(fitted.scale())) {
    const latitudes = points.map(([, latitude]) => latitude);
    const centre = (Math.min(...latitudes) + Math.max(...latitudes)) / 2;
    fitted.scale(closest).translate([0, 0]);
    const at = fitted([middle, centre]) ?? [0, 0];
    fitted.translate([width / 2 - at[0], height / 2 - at[1]]);
  }
  return fitted.scale() < worldScale ? world : fitted.clipExtent([[0, 0], [width, height]]);
}

interface DrawingProps {
  lands: Land[];
  places: PlaceCount[];
  sums: Map<string, number>;
  chosen: string[];
  onCountry: (code: string) => void;
  width: number;
  whole: boolean;
}

function Drawing({ lands, places, sums, chosen, onCountry, width, whole }: DrawingProps) {
  const height = Math.round(Math.max(220, Math.min(330, width * 0.56)));
  const projection = useMemo(() => projectionFor(places, width, height, whole), [places, width, height, whole]);
  const shapes = useMemo(() => {
    const path = geoPath(projection).digits(1);
    return lands.map((land) => ({ code: alpha3(land.id), shape: path(land) ?? "", name: land.properties.name }));
  }, [lands, projection]);
  const most = Math.max(1, ...sums.values());
  const visible = shapes.filter((one) => one.shape !== "");
  const withData = visible.filter((one) => one.code && sums.has(one.code));
  const press = (code: string) => (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    onCountry(code);
  };
  return (
    <svg class="world" width={width} height={height} role="group" aria-label="Map of the places named" onKeyDown={rove}>
      {visible
        .filter((one) => !withData.includes(one))
        .map((one, i) => (
          <path key={i} class="land" d={one.shape} />
        ))}
      {withData.map(({ code, shape }, i) => {
        const count = sums.get(code ?? "") ?? 0;
        const on = chosen.includes(code ?? "");
        return (
          <path
            key={code}
            class={`land has h${Math.min(4, 1 + Math.floor((4 * Math.sqrt(count)) / Math.sqrt(most + 1)))}${on ? " on" : ""}`}
            d={shape}
            role="button"
            data-rove
            data-country={code ?? ""}
            tabindex={i === 0 ? 0 : -1}
            aria-pressed={on}
            aria-label={`${countryName(code)}: ${counted(count, "assertion")}`}
            onClick={() => code && onCountry(code)}
            onKeyDown={press(code ?? "")}
          >
            <title>{`${countryName(code)}: ${counted(count, "assertion")}`}</title>
          </path>
        );
      })}
      <Circles places={places} projection={projection} width={width} height={height} />
    </svg>
  );
}

function Circles(props: { places: PlaceCount[]; projection: GeoProjection; width: number; height: number }) {
  const { places, projection, width, height } = props;
  const most = Math.max(1, ...places.map((one) => one.count));
  const dots = places.filter(located).flatMap((one) => {
    const at = projection([one.longitude, one.latitude]);
    const inside = at && at[0] >= 0 && at[0] <= width && at[1] >= 0 && at[1] <= height;
    return at && inside ? [{ name: one.name, x: at[0], y: at[1], r: 2 + 12 * Math.sqrt(one.count / most), weight: one.count }] : [];
  });
  dots.sort((a, b) => b.weight - a.weight);
  const labels = placeLabels(dots, { width, height, most: 9, size: 11 });
  return (
    <g class="places" aria-hidden="true">
      {dots.map((dot, i) => (
        <circle key={i} cx={dot.x} cy={dot.y} r={dot.r} />
      ))}
      {labels.map((label, i) => (
        <text key={i} x={label.x} y={label.y} text-anchor={label.anchor}>
          {label.text}
        </text>
      ))}
    </g>
  );
}
