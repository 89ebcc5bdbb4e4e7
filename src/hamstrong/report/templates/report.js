"use strict";
for (const chart of document.querySelectorAll(".chart")) {
  const data = JSON.parse(chart.querySelector(".data").textContent);
  const panels = [...chart.querySelectorAll("svg.panel")];
  const strip = chart.querySelector("svg.strip");
  const readout = chart.querySelector(".readout");
  const times = data.t;
  const first = times[0];
  const span = times[times.length - 1] - first;
  const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
  const precise = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2 });
  let at = -1;

  const nearest = (time) => {
    let low = 0;
    let high = times.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (times[middle] < time) low = middle + 1; else high = middle;
    }
    return low > 0 && time - times[low - 1] < times[low] - time ? low - 1 : low;
  };

  const said = (value, unit) => {
    if (value === null) return "–";
    const text = unit ? number.format(value) : precise.format(value);
    return unit.startsWith("°") ? text + unit : unit ? `${text}\u00a0${unit}` : text;
  };

  const line = (svg, place) => {
    const cross = svg.querySelector(".cross");
    cross.setAttribute("x1", place);
    cross.setAttribute("x2", place);
    cross.style.visibility = "visible";
  };

  const show = (index) => {
    at = Math.max(0, Math.min(times.length - 1, index));
    const place = `${(100 * (times[at] - first)) / span}%`;
    line(strip, place);
    const parts = [document.createElement("b")];
    parts[0].textContent = `${precise.format(times[at])}\u00a0s`;
    panels.forEach((panel, row) => {
      const { low, high, title, unit } = panel.dataset;
      const value = data.v[row][at];
      const dot = panel.querySelector(".dot");
      line(panel, place);
      dot.style.visibility = value === null ? "hidden" : "visible";
      if (value !== null) {
        dot.setAttribute("cx", place);
        dot.setAttribute("cy", (panel.getAttribute("height") * (high - value)) / (high - low));
      }
      const part = document.createElement("span");
      part.append(`${title} `);
      part.append(Object.assign(document.createElement("b"), { textContent: said(value, unit) }));
      parts.push(part);
    });
    readout.replaceChildren(...parts);
  };

  const hide = () => {
    at = -1;
    for (const mark of chart.querySelectorAll(".cross, .dot")) mark.style.visibility = "hidden";
    readout.textContent = readout.dataset.hint;
  };

  const follow = (event) => {
    const box = strip.getBoundingClientRect();
    show(nearest(first + (span * (event.clientX - box.left)) / box.width));
  };

  chart.addEventListener("pointermove", follow);
  chart.addEventListener("pointerdown", follow);
  chart.addEventListener("pointerleave", hide);
  chart.addEventListener("blur", hide);
  chart.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: -1, ArrowRight: 1, PageUp: -25, PageDown: 25 };
    if (event.key === "Home") show(0);
    else if (event.key === "End") show(times.length - 1);
    else if (event.key in steps) show((at < 0 ? 0 : at) + steps[event.key]);
    else return;
    event.preventDefault();
  });
  hide();
}
