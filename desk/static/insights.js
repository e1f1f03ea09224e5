// Draws each chart from the numbers beside it; the tables below say the same without a script.
const dark = matchMedia("(prefers-color-scheme: dark)");
const charts = new Map();

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function shortened(label) {
  return label.length > 24 ? `${label.slice(0, 23)}…` : label;
}

function draw(canvas) {
  const { labels, numbers, unit, lying } = JSON.parse(document.getElementById(canvas.dataset.chart).textContent);
  const [ink, line, bar] = [colour("--ink"), colour("--line"), colour("--brand")];
  const counted = { beginAtZero: true, ticks: { color: ink, precision: 0 }, grid: { color: line } };
  const named = {
    ticks: {
      color: ink,
      autoSkip: !lying,
      maxRotation: lying ? 0 : 45,
      callback(value) {
        return shortened(this.getLabelForValue(value));
      },
    },
    grid: { display: false },
  };
  charts.get(canvas)?.destroy();
  charts.set(canvas, new Chart(canvas, {
    type: "bar",
    data: { labels, datasets: [{ label: unit, data: numbers, backgroundColor: bar, maxBarThickness: 32 }] },
    options: {
      animation: false,
      indexAxis: lying ? "y" : "x",
      maintainAspectRatio: false,
      plugins: { legend: { display: false } },
      scales: lying ? { x: counted, y: named } : { x: named, y: counted },
    },
  }));
}

function drawAll() {
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  Chart.defaults.font.size = 14;
  document.querySelectorAll("canvas[data-chart]").forEach(draw);
}

drawAll();
dark.addEventListener("change", drawAll);
