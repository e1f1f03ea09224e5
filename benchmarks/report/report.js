// Draws each chart from the numbers beside it; the table below each says the same without a script.
const COLORS = ["#0f766e", "#d97706", "#1e40af"];

function draw(canvas) {
  const { labels, series, lying, stacked, highest } = JSON.parse(canvas.parentElement.nextElementSibling.textContent);
  const counted = { beginAtZero: true, stacked, max: highest ?? undefined };
  const named = { stacked, ticks: { autoSkip: false } };
  if (lying) canvas.parentElement.style.height = `${labels.length * 20 + 60}px`;
  new Chart(canvas, {
    type: "bar",
    data: {
      labels,
      datasets: Object.entries(series).map(([label, data], place) => ({ label, data, backgroundColor: COLORS[place] })),
    },
    options: {
      animation: false,
      indexAxis: lying ? "y" : "x",
      maintainAspectRatio: false,
      plugins: { legend: { display: Object.keys(series).length > 1 } },
      scales: lying ? { x: counted, y: named } : { x: named, y: counted },
    },
  });
}

document.querySelectorAll("canvas").forEach(draw);
