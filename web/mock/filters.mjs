// The filters of the API, near enough for the pages: any-of for repeated values.
const isCode = (value) => /^[A-Z]{3,}$/.test(value);

function meets(party, value) {
  if (isCode(value)) return value.length === 3 ? party.country === value || party.code === value : (party.code ?? "").startsWith(value);
  return party.id === value || party.name.toLowerCase().includes(value.toLowerCase());
}

const some = (parties) => (value) => parties.some((one) => meets(one, value));

const TESTS = {
  actor: (row) => some(row.actors),
  recipient: (row) => some(row.recipients),
  either: (row) => some([...row.actors, ...row.recipients]),
  speaker: (row) => some(row.speakers.map((one) => one.actor)),
  type: (row) => (value) => row.event_type === value,
  mode: (row) => (value) => row.mode === value,
  quad: (row) => (value) => row.quad === value,
  status: (row) => (value) => value === "any" || row.status === value,
  country: (row) => (value) => row.where?.country === value,
  since: (row) => (value) => row.day >= value,
  until: (row) => (value) => row.day <= value,
  text: (row) => (value) => row.text.toLowerCase().includes(value.toLowerCase()),
  outlet: (row) => (value) => row.report.outlet === value,
  event: (row) => (value) => row.event_id === value,
  report: (row) => (value) => row.report.id === value,
  story: (row) => (value) => row.report.story_id === value,
};

export function chosen(rows, query) {
  const asked = Object.keys(TESTS).filter((name) => query.has(name));
  return rows.filter((row) => asked.every((name) => query.getAll(name).some(TESTS[name](row))));
}
