// Reports that try to break the pages; nothing in them may run, and every mark must stay on its words.
import { assertionsOf, points, untag } from "./markup.mjs";

const said = (more = {}) => ({ type: "ACCUSE", quad: "verbal conflict", score: -4, cameo: "112", ...more });

const HOSTILE = [
  "<a1 x>\u003cimg src=x onerror=alert(1)\u003e</> <e1>accused <r1 y>\u003cscript\u003ealert(2)\u003c/script\u003e</> of lying</>.",
  "“\u003csvg/onload=alert(3)\u003e”, <p1 z>javascript:alert(4)</> <c1>said</>: <a1 x>{{constructor.constructor('alert(5)')()}}</> <e1>blamed <r1 y>\"';--\u003e</></>.",
];

const SIGNS = [
  "The envoy 👩🏽‍🚀 of 🇹🇯 <a1 tjk>Tajikistan</> <e1>denounced <r1 uzb>Uzbekistan 🇺🇿</> 👨‍👩‍👧‍👦</> twice 🎉.",
  "À Re\u0301union cafe\u0301, <a1 isl>l’Islande</> <e1>a critique\u0301 <r1 nor>la Norve\u0300ge</></> — naïve façade, Z\u0351\u036B\u0343algo.",
  "𝔊othic 𝕱raktur: <a1 gbr>𝓛ondon</> <e1>accused <r1 isl>𝕴celand</></> 𝟙𝟚𝟛.",
];

const RTL = [
  "<e1>اتهمت <a1 uzb>أوزبكستان</> جارتها <r1 tjk>طاجيكستان</></> بسرقة مياه سد زرنيسور (600 جندي) يوم الثلاثاء.",
  "<p1 isl>איסלנד</> <c1>הכחישה</> כי <a1 islgov>משמר החופים</> <e1>חתך את רשתות <r1 noragr>הדייגים</></> – \"Tromsø 2026\".",
];

const LAYERS = [
  "<p1p2 rus>The Kremlin</> <c1c2>said</> that <a1 uno>the United Nations</> <e1>urged <r1a2 tjk>Tajikistan</> to <e2>ask <r2a3 kaz>Kazakhstan</> to <e3>invite <r3a4 uzb>Uzbek officials</> to <e4>accuse <r4 kgz>Kyrgyzstan</></></></></> of delay.",
];

const LONG = "Overlong ".repeat(120_000);

function made(id, title, sentences, facts, more = {}) {
  const titlePart = { start: 0, end: points(title), kind: "title" };
  let text = `${title}\n\n`;
  const blocks = [titlePart];
  const assertions = [];
  sentences.forEach((tagged, i) => {
    const start = points(text);
    const plain = untag(tagged, start);
    text += `${plain.text}\n\n`;
    blocks.push({ start, end: start + points(plain.text), kind: "paragraph" });
    assertions.push(...assertionsOf(plain, facts[i], { reportId: id, sentence: i + 1, published: "2026-03-20" }));
  });
  const report = { id, title, url: null, outlet: "Test Sheet", agency: null, author: null, language: "en", published: "2026-03-20", place: null, story_id: id, copy_of: null, ...more, text, blocks };
  return { report, assertions, rejections: [{ span: { start: 0, end: 1, text: [...text][0] }, reason: "\u003cb\u003enot bold\u003c/b\u003e", rules: [] }] };
}

export const ODD_REPORTS = [
  made("hostile-1", "\u003cscript\u003ealert('title')\u003c/script\u003e\u003cimg src=x onerror=alert(0)\u003e", HOSTILE, [[said()], [said({ status: "hypothetical" })]], { url: "javascript:alert(document.domain)", outlet: "\u003ciframe src=//x\u003e", author: "data:text/html,\u003cscript\u003ealert(6)\u003c/script\u003e" }),
  made("signs-1", "Emoji 🧿 and accents e\u0301", SIGNS, [[said()], [said({ status: "historical" })], [said({ status: "future" })]], { url: "https://example.org/signs?a=1&b=2" }),
  made("rtl-1", "سد زرنيسور: اتهامات متبادلة", RTL, [[said()], [said({ status: "negated" })]], { language: "ar" }),
  made("layers-1", "Marks upon marks", LAYERS, [[
    { type: "REQUEST", quad: "verbal cooperation", score: -1, cameo: "1056" },
    { type: "REQUEST", quad: "verbal cooperation", score: -1, cameo: "1056", status: "hypothetical" },
    { type: "CONSULT", quad: "verbal cooperation", score: 3, cameo: "0214", status: "future" },
    said({ status: "negated" }),
  ]]),
  made("long-1", LONG, ["<a1 isl>Iceland</> <e1>criticised <r1 nor>Norway</></>."], [[said()]]),
];
