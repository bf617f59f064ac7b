import { render } from "preact";
import { App } from "./app";
import "./style/fonts.css";
import "./style/base.css";
import "./style/masthead.css";
import "./style/marks.css";
import "./style/panel.css";
import "./style/read.css";
import "./style/charts.css";
import "./style/desk.css";
import "./style/tables.css";
import "./style/pages.css";

const root = document.getElementById("desk");
if (root) render(<App />, root);
