// A picture and its data as files: SVG with the look of the page written into it, PNG, CSV.

const LOOK = /** @type {const} */ ([
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-opacity",
  "font-family",
  "font-size",
  "font-weight",
]);

/**
 * The picture as it looks now, standing by itself.
 * @param {SVGSVGElement} svg
 * @param {string} title
 */
export function svgText(svg, title) {
  const copy = /** @type {SVGSVGElement} */ (svg.cloneNode(true));
  const from = [svg, ...svg.querySelectorAll("*")];
  const to = [copy, ...copy.querySelectorAll("*")];
  from.forEach((element, n) => {
    const style = getComputedStyle(element);
    for (const name of LOOK) {
      const value = style.getPropertyValue(name);
      if (value !== "") to[n].setAttribute(name, value);
    }
    for (const name of ["class", "data-colour", "tabindex"]) to[n].removeAttribute(name);
  });
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const paper = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  paper.setAttribute("width", "100%");
  paper.setAttribute("height", "100%");
  paper.setAttribute(
    "fill",
    getComputedStyle(document.documentElement).getPropertyValue("--sheet"),
  );
  const name = document.createElementNS("http://www.w3.org/2000/svg", "title");
  name.textContent = title;
  copy.prepend(name, paper);
  return new XMLSerializer().serializeToString(copy);
}

/**
 * A cell as spreadsheets read it: quoted where needed, never taken for a formula.
 * @param {string | number | null} cell
 */
function cellText(cell) {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** @param {import("./data").Sheet} sheet */
export function csvText(sheet) {
  const lines = [sheet.columns, ...sheet.rows].map((row) => row.map(cellText).join(","));
  return `\ufeff${lines.join("\r\n")}\r\n`;
}

/**
 * @param {Blob} blob
 * @param {string} name
 */
export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/**
 * The picture as pixels, twice as fine as on the screen.
 * @param {SVGSVGElement} svg
 * @param {string} title
 * @returns {Promise<Blob>}
 */
export async function pngOf(svg, title) {
  const { width, height } = svg.getBoundingClientRect();
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(svg, title))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * 2);
  canvas.height = Math.round(height * 2);
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, fail) => {
    canvas.toBlob(
      (blob) => (blob === null ? fail(new Error("no picture")) : done(blob)),
      "image/png",
    );
  });
}
