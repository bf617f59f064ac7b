import { useState } from "preact/hooks";

type Theme = "light" | "dark" | "system";

const NEXT: Record<Theme, Theme> = { system: "light", light: "dark", dark: "system" };
const GLYPHS: Record<Theme, string> = { system: "◐", light: "○", dark: "●" };

function chosen(): Theme {
  const value = document.documentElement.dataset["theme"];
  return value === "light" || value === "dark" ? value : "system";
}

function choose(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
  try {
    if (theme === "system") localStorage.removeItem("dragoman-theme");
    else localStorage.setItem("dragoman-theme", theme);
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
}

export function ThemeSwitch() {
  const [theme, setTheme] = useState<Theme>(chosen);
  return (
    <button
      type="button"
      class="theme"
      aria-label={`Colours: ${theme}; change to ${NEXT[theme]}`}
      title={`Colours: ${theme}`}
      onClick={() => {
        choose(NEXT[theme]);
        setTheme(NEXT[theme]);
      }}
    >
      <span aria-hidden="true">{GLYPHS[theme]}</span> <span class="theme-word">{theme}</span>
    </button>
  );
}
