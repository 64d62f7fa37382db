// Charts that can be pointed at, in the place of the pictures that the server drew. The table behind them has the same numbers.
'use strict';
(() => {
  const everyMs = { '5m': 2000, '1h': 15_000, '24h': 60_000 };
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const latency = (s) => s == null ? '-' : s < 0.001 ? `${(s * 1e6).toFixed(0)} µs` : s < 1 ? `${(s * 1e3).toPrecision(3)} ms` : `${s.toFixed(2)} s`;
  const rate = (v) => v == null ? '-' : v < 10 ? v.toFixed(1) : v.toFixed(0);

  const clock = (seconds) => new Date(seconds * 1000).toISOString().slice(11, 19);

  const kinds = {
    calls: {
      words: rate,
      lines: [['callsPerSecond', '--accent', []], ['failedPerSecond', '--bad', [6, 3]], ['refusedPerSecond', '--warn', [2, 3]]],
    },
    latency: { words: latency, lines: [['p50Seconds', '--accent', []], ['p99Seconds', '--ink', [6, 3]]] },
  };

  // What was changed, as lines across the chart: told live, beside the charts, which stay.
  const moments = () => JSON.parse(document.querySelector('[data-marks]')?.dataset.marks ?? '[]');
  const marks = () => ({
    hooks: {
      draw: (plot) => {
        const { ctx, bbox } = plot;
        ctx.save();
        ctx.strokeStyle = colour('--soft');
        ctx.setLineDash([3, 3]);
        for (const at of moments()) {
          const x = Math.round(plot.valToPos(at, 'x', true));
          if (x < bbox.left || x > bbox.left + bbox.width) continue;
          ctx.beginPath();
          ctx.moveTo(x, bbox.top);
          ctx.lineTo(x, bbox.top + bbox.height);
          ctx.stroke();
        }
        ctx.restore();
      },
    },
  });

  const build = (box, names, data) => {
    const kind = kinds[box.dataset.chart];
    const axis = { stroke: colour('--soft'), grid: { stroke: colour('--line'), width: 1 }, ticks: { stroke: colour('--line') }, font: '11px system-ui' };
    return new uPlot({
      width: box.clientWidth, height: 190,
      cursor: { sync: { key: 'holdfast' }, drag: { x: true, y: false } },
      legend: { live: true },
      scales: { y: { range: (plot, min, max) => [0, Math.max(max * 1.1, kind.words === rate ? 1 : 1e-4)] } },
      axes: [{ ...axis, values: (plot, ticks) => ticks.map(clock) }, { ...axis, size: 62, values: (plot, ticks) => ticks.map(kind.words) }],
      series: [
        { label: 'UTC', value: (plot, seconds) => seconds == null ? '-' : clock(seconds) },
        ...kind.lines.map(([, stroke, dash], i) => ({ label: names[i], stroke: colour(stroke), dash, width: 1.5, spanGaps: false, points: { show: false }, value: (plot, v) => kind.words(v) })),
      ],
      plugins: [marks()],
    }, data, box);
  };

  const read = async (box) => {
    const query = new URLSearchParams({ interface: box.dataset.name, window: box.dataset.window });
    const answer = await fetch(`/api/history?${query}`);
    if (!answer.ok) return null;
    const report = await answer.json();
    const until = Date.parse(report.until) / 1000;
    const count = report.callsPerSecond.length;
    const times = Array.from({ length: count }, (_, i) => until - (count - 1 - i) * report.stepSeconds);
    return [times, ...kinds[box.dataset.chart].lines.map(([name]) => report[name])];
  };

  const plots = new Map();
  const show = async (box) => {
    const data = await read(box).catch(() => null);
    if (!data || data[0].length < 2 || !box.isConnected) return;
    const plot = plots.get(box);
    if (plot) { plot.setData(data); return; }
    const names = [...box.closest('figure').querySelectorAll('.key')].map((key) => key.textContent);
    box.replaceChildren();
    plots.set(box, build(box, names, data));
  };

  const due = new WeakMap();
  let drawn = '';
  const look = () => {
    for (const [box, plot] of plots) if (!box.isConnected) { plot.destroy(); plots.delete(box); }
    const now = moments().join();
    if (now !== drawn) for (const plot of plots.values()) plot.redraw();
    drawn = now;
    for (const box of document.querySelectorAll('[data-chart]')) {
      if (Date.now() < (due.get(box) ?? 0)) continue;
      due.set(box, Date.now() + (everyMs[box.dataset.window] ?? 15_000));
      show(box);
    }
  };
  const again = () => { for (const [box, plot] of plots) { plot.destroy(); plots.delete(box); due.delete(box); } look(); };

  document.addEventListener('holdfast:change', look);
  addEventListener('resize', () => { for (const [box, plot] of plots) plot.setSize({ width: box.clientWidth, height: 190 }); });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', again);
  look();
})();
