/** Writes text so that HTML shows it as it is. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

const FONTS = "'Inter', 'Segoe UI', 'Helvetica Neue', Arial, 'Noto Color Emoji', sans-serif";

/** A page as wide as its picture, whose title says how high it became. */
export function page(css: string, body: string): string {
  return `<!doctype html><meta charset="utf-8"><style>
* { box-sizing: border-box; margin: 0; }
body { font: 15px/1.46 ${FONTS}; font-feature-settings: 'calt' 0; padding: 16px 20px; }
.note { font-size: 11px; text-align: right; padding-top: 10px; opacity: .6; }
${css}</style>
<body>${body}<p class="note">approximate rendering</p></body>
<script>document.title = Math.ceil(document.documentElement.getBoundingClientRect().height);</script>`;
}
