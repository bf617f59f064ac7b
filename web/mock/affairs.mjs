// Two made-up affairs, told in sentences with slots.  Each happening has a key: reports that use the same
// key on the same days speak of the same event.
const VC = "verbal cooperation";
const MC = "material cooperation";
const VX = "verbal conflict";
const MX = "material conflict";

const say = (type, quad, score, cameo, more = {}) => ({ type, quad, score, cameo, ...more });

/** Sentences of the dam affair, from quarrel to talks; `from` and `to` are days of the affair. */
const DAM = [
  { key: "urge", from: 0, to: 120, place: "tashkent", text: "<a1 uzb>Uzbekistan</> <e1>urged <r1 tjk>Tajikistan</> to <b1>stop filling the Zarnisor reservoir</></>.", facts: [say("REQUEST", VX, -2, "1056", { about: { sense: "stop-work", event_type: "CONCEDE", mode: null, status: "hypothetical" } })] },
  { key: "accuse", from: 0, to: 110, place: "tashkent", text: "<a1 uzb>Tashkent</> <e1>accused <r1 tjkgov>Dushanbe</> of stealing water from farmers</>.", facts: [say("ACCUSE", VX, -4, "112", { mode: "allege" })] },
  { key: "fire", from: 20, to: 78, place: "bekobod", deadly: true, text: "<p1 uzbgov>Uzbek Deputy Defence Minister Botir Saidov</> <c1>said</> <a1 tjkmil>Tajik soldiers</> <e1>killed <z1>{n}</> <r1 uzbmil>Uzbek border guards</></> near Bekobod on Monday.", facts: [say("ASSAULT", MX, -9.5, "193", { mode: "firearms", what: "killed", confidence: 0.83 })] },
  { key: "fire", from: 20, to: 78, place: "bekobod", denies: true, text: "<p1 tjkgov>Tajik Foreign Minister Safar Nazriev</> <c1>denied</> that <a1 tjkmil>Tajik soldiers</> <e1>had killed <r1 uzbmil>Uzbek border guards</></> near Bekobod on Monday.", facts: [say("ASSAULT", MX, -9.5, "193", { mode: "firearms", status: "negated", confidence: 0.88 })] },
  { key: "deploy", from: 24, to: 90, place: "bekobod", text: "<a1 uzb>Tashkent</> <e1>has deployed <z1>600 troops</> along the border with <r1 tjk>Tajikistan</></>.", facts: [say("MOBILIZE", MX, -6, "152", { mode: "troops", what: "troops", low: 600, high: 600, contexts: ["military"] })] },
  { key: "threat", from: 26, to: 80, place: "dushanbe", kind: "threat", text: "<a1 tjkgov>Nazriev</> <e1>warned</> that his country <b1>would defend the site against <r1 uzb>Uzbekistan</></> <i1>if it were attacked</>.", facts: [say("THREATEN", VX, -7, "138", { mode: "violence", about: { sense: "fight", event_type: "ASSAULT", mode: null, status: "hypothetical" }, certainty: "probable" })] },
  { key: "protest", from: 10, to: 100, place: "khujand", text: "<z1>About {n00}</> <a1 tjkcvl>villagers</> <e1>marched in Khujand</> against <r1 tjkgov>the government</>’s plan to resettle them.", facts: [say("PROTEST", MX, -6.5, "141", { mode: "demonstrate", what: "protesters" })] },
  { key: "arrest", from: 12, to: 102, place: "khujand", text: "<p1 tjkgov>The ministry</> <c1>said</> <a1 tjkmil>guards</> <e1>arrested <z1>{n}</> <r1 tjkcvl>protesters</></> on Tuesday.", facts: [say("COERCE", MX, -7, "173", { mode: "arrest", what: "arrested", contexts: ["legal"] })] },
  { key: "monitors", from: 40, to: 118, place: "moscow", kind: "offer", text: "<a1 rus>Russia</> <e1>could be willing to <b1>send monitors to <r1 tjk>Tajikistan</></></>, <i1>provided that both governments agreed</>, <p1 rus>the Kremlin</> <c1>said</>.", facts: [say("AGREE", VC, 3, "0332", { status: "hypothetical", certainty: "possible", about: { sense: "send-observers", event_type: "AID", mode: null, status: "hypothetical" } })] },
  { key: "invite", from: 50, to: 119, place: "almaty", kind: "plan", text: "<a1 tjk>Tajikistan</> <e1>will meet <r1 uzb>Uzbekistan</> in Almaty next week</>, <p1 kaz>the Kazakh Foreign Ministry</> <c1>said</>.", facts: [say("AGREE", VC, 3, "036", { status: "future", sense: "agree-to-meet" })] },
  { key: "talks", from: 62, to: 119, place: "almaty", text: "<a1 tjk>Tajik</> and <a1 uzb>Uzbek</> ministers <e1>met <r1 kaz>Kazakh</> mediators in Almaty</>.", facts: [say("CONSULT", VC, 3.5, "046", { mode: "third-party" })] },
  { key: "rail", from: 0, to: 119, place: "bekobod", text: "Rail traffic between the two <e1>has been suspended by <a1 uzb>Uzbekistan</> since 2016</>, <r1 tjk>Tajik</> officials say.", facts: [say("SANCTION", MX, -6, "163", { status: "historical", day: "2016-11-01", dayWords: "since 2016" })] },
  { key: "engineers", from: 70, to: 119, place: "dushanbe", kind: "offer", text: "<a1 tjk>Tajikistan</> <e1>would consider <b1>opening the dam to <r1 uzb>Uzbek engineers</></></> <i1>if Tashkent asked</>.", facts: [say("AGREE", VC, 3, "0353", { status: "hypothetical", certainty: "possible", about: { sense: "allow-inspection", event_type: "RETREAT", mode: null, status: "hypothetical" } })] },
  { key: "aid", from: 30, to: 119, place: "dushanbe", text: "<a1 usa>Washington</> <e1>has given <r1 tjk>Tajikistan</> <z1>40 million dollars</> for border posts</>.", facts: [say("AID", MC, 7, "071", { mode: "economic", what: "money", low: 40000000, high: 40000000 })] },
  { key: "water", from: 84, to: 119, place: "tashkent", kind: "promise", text: "<a1 tjk>Tajikistan</> <e1>promised to <b1>release water to <r1 uzbagr>farmers of the Fergana Valley</></></> by April.", facts: [say("AGREE", VC, 3, "0331", { about: { sense: "give-aid", event_type: "AID", mode: null, status: "future" } })] },
  { key: "un", from: 58, to: 119, place: "geneva", text: "<a1 uno>The United Nations</> <e1>called on <r1 tjk>Tajikistan</> and <r1 uzb>Uzbekistan</> to <b1>hold their fire</></>.", facts: [say("REQUEST", VC, -1, "1056", { about: { sense: "ceasefire", event_type: "CONCEDE", mode: null, status: "hypothetical" } })] },
  { key: "kgz", from: 34, to: 100, place: "osh", text: "<a1 kgz>Kyrgyzstan</> <e1>closed two border crossings to <r1 uzb>Uzbekistan</></>.", facts: [say("SANCTION", MX, -5, "172")] },
  { key: "chn", from: 60, to: 119, place: "dushanbe", text: "<a1 chn>China</> <e1>signed a loan for turbines with <r1 tjk>Tajikistan</></>.", facts: [say("COOPERATE", MC, 6.5, "061", { mode: "economic" })] },
];

/** Sentences of the cod affair. */
const COD = [
  { key: "trawl", from: 5, to: 90, place: "tromso", text: "<a1 islgov>The Icelandic coast guard</> <e1>cut the nets of <r1 noragr>two Norwegian trawlers</></>, <p1 nor>Norway</> <c1>said</>.", facts: [say("COERCE", MX, -6, "171", { mode: "seize" })] },
  { key: "trawl", from: 5, to: 90, place: "reykjavik", denies: true, text: "<p1 isl>Iceland</> <c1>denied</> that <a1 islgov>its coast guard</> <e1>had cut the nets of <r1 noragr>Norwegian trawlers</></>.", facts: [say("COERCE", MX, -6, "171", { mode: "seize", status: "negated" })] },
  { key: "sanction", from: 30, to: 110, place: "oslo", kind: "threat", text: "<a1 nor>Norway</> <e1>threatened to <b1>close its ports to <r1 isl>Icelandic</> ships</></> <i1>unless the nets were paid for</>.", facts: [say("THREATEN", VX, -5, "1312", { about: { sense: "impose-sanctions", event_type: "SANCTION", mode: null, status: "hypothetical" } })] },
  { key: "quota", from: 40, to: 119, place: "hull", text: "<p1 gbrgov>The British Fisheries Secretary</> <c1>said</> <a1 gbr>London</> <e1>supported <r1 isl>Iceland</>’s claim</>.", facts: [say("SUPPORT", VC, 4, "051")] },
  { key: "torshavn", from: 70, to: 119, place: "torshavn", text: "<a1 isl>Iceland</> and <a1 nor>Norway</> <e1>held talks with <r1 dnk>Denmark</> in Tórshavn</>.", facts: [say("CONSULT", VC, 3, "043")] },
  { key: "share", from: 88, to: 119, place: "reykjavik", text: "<a1 isl>Iceland</> <e1>agreed to share the catch with <r1 fro>the Faroe Islands</></>.", facts: [say("AGREE", VC, 5, "057", { sense: "sign-agreement" })] },
  { key: "reject", from: 20, to: 100, place: "oslo", text: "<a1 nor>Oslo</> <e1>rejected <r1 gbr>London</>’s proposal</> for a common quota.", facts: [say("REJECT", VX, -4, "125")] },
];

export const AFFAIRS = [
  { name: "dam", sentences: DAM, outlets: ["Pamir Newswire", "Fergana Courier", "The Tashkent Letter", "Steppe Post", "Radio Zarnisor", "Eastern Wire"] },
  { name: "cod", sentences: COD, outlets: ["Northern Tide", "Reykjavik Evening", "Tromsø Dagblad", "Hull Harbour News"] },
];

export const TITLES = {
  urge: "Uzbekistan urges halt to reservoir filling",
  accuse: "Tashkent accuses neighbour of stealing water",
  fire: "Two sides differ over shots at the Zarnisor dam",
  deploy: "Troops move to the border",
  threat: "Minister warns against attack on dam",
  protest: "Villagers march in Khujand",
  arrest: "Arrests after march in Khujand",
  monitors: "Moscow may send monitors",
  invite: "Ministers to meet in Almaty",
  talks: "Talks open in Almaty",
  rail: "Years without a train across the valley",
  engineers: "Tajikistan ready to open dam to engineers ‘if asked’",
  aid: "New border posts are paid for from abroad",
  water: "Water promised for spring sowing",
  un: "United Nations calls for calm",
  kgz: "Two crossings closed",
  chn: "Loan for turbines signed",
  trawl: "Nets cut in the north, or not",
  sanction: "Norway threatens to close ports",
  quota: "London backs Icelandic claim",
  torshavn: "Three sit down in Tórshavn",
  share: "Catch to be shared",
  reject: "Oslo turns down common quota",
};
