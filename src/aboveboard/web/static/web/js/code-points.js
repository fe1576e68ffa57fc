// The server counts code points, the browser UTF-16 units: turned into each other here and nowhere else.

/** Returns the units at which the code points numbered in `points` begin in `text`. */
export function toUnits(text, points) {
  const units = new Array(points.length);
  const rising = [...points.keys()].sort((one, other) => points[one] - points[other]);
  let point = 0;
  let unit = 0;
  for (const place of rising) {
    for (; point < points[place] && unit < text.length; point += 1) unit += text.codePointAt(unit) > 0xffff ? 2 : 1;
    units[place] = unit;
  }
  return units;
}
