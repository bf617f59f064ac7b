// Parties of the made-up affairs.
const state = (iso, name) => ({ id: `act-${iso.toLowerCase()}`, name, code: iso, country: iso, sectors: [] });
const body = (id, name, code, country, ...sectors) => ({ id, name, code, country, sectors });

export const ACTORS = {
  tjk: state("TJK", "Tajikistan"),
  uzb: state("UZB", "Uzbekistan"),
  kgz: state("KGZ", "Kyrgyzstan"),
  kaz: state("KAZ", "Kazakhstan"),
  rus: state("RUS", "Russia"),
  usa: state("USA", "United States"),
  chn: state("CHN", "China"),
  isl: state("ISL", "Iceland"),
  nor: state("NOR", "Norway"),
  gbr: state("GBR", "United Kingdom"),
  dnk: state("DNK", "Denmark"),
  fro: state("FRO", "Faroe Islands"),
  uno: body("act-uno", "United Nations", "UNO", "UNO", "IGO"),
  tjkgov: body("act-tjkgov", "Tajik Foreign Ministry", "TJKGOV", "TJK", "GOV"),
  tjkmil: body("act-tjkmil", "Tajik border guards", "TJKMIL", "TJK", "MIL"),
  uzbmil: body("act-uzbmil", "Uzbek border guards", "UZBMIL", "UZB", "MIL"),
  uzbgov: body("act-uzbgov", "Uzbek Deputy Defence Minister Botir Saidov", "UZBGOV", "UZB", "GOV"),
  uzbagr: body(null, "farmers of the Fergana Valley", "UZBAGR", "UZB", "AGR"),
  tjkcvl: body(null, "villagers", "TJKCVL", "TJK", "CVL"),
  islgov: body("act-islgov", "Icelandic coast guard", "ISLGOV", "ISL", "GOV"),
  noragr: body(null, "Norwegian trawlers", "NORAGR", "NOR", "AGR"),
  gbrgov: body("act-gbrgov", "British Fisheries Secretary", "GBRGOV", "GBR", "GOV"),
};

export const PLACES = {
  khujand: { name: "Khujand", geonames_id: 1514879, country: "TJK", latitude: 40.28, longitude: 69.62 },
  isfara: { name: "Isfara", geonames_id: 1514896, country: "TJK", latitude: 40.13, longitude: 70.63 },
  dushanbe: { name: "Dushanbe", geonames_id: 1221874, country: "TJK", latitude: 38.54, longitude: 68.78 },
  bekobod: { name: "Bekobod", geonames_id: 1217734, country: "UZB", latitude: 40.22, longitude: 69.27 },
  tashkent: { name: "Tashkent", geonames_id: 1512569, country: "UZB", latitude: 41.26, longitude: 69.22 },
  almaty: { name: "Almaty", geonames_id: 1526384, country: "KAZ", latitude: 43.25, longitude: 76.91 },
  osh: { name: "Osh", geonames_id: 1527534, country: "KGZ", latitude: 40.52, longitude: 72.8 },
  moscow: { name: "Moscow", geonames_id: 524901, country: "RUS", latitude: 55.75, longitude: 37.62 },
  geneva: { name: "Geneva", geonames_id: 2660646, country: "CHE", latitude: 46.2, longitude: 6.15 },
  reykjavik: { name: "Reykjavik", geonames_id: 3413829, country: "ISL", latitude: 64.14, longitude: -21.94 },
  tromso: { name: "Tromsø", geonames_id: 3133895, country: "NOR", latitude: 69.65, longitude: 18.96 },
  hull: { name: "Hull", geonames_id: 2645425, country: "GBR", latitude: 53.74, longitude: -0.33 },
  torshavn: { name: "Tórshavn", geonames_id: 2611396, country: "FRO", latitude: 62.01, longitude: -6.77 },
  oslo: { name: "Oslo", geonames_id: 3143244, country: "NOR", latitude: 59.91, longitude: 10.75 },
};

export const placed = (key) => {
  const place = PLACES[key];
  return place ? { ...place, admin1: null, admin2: null, precision: "place", text: place.name, rule: "geonames" } : null;
};
