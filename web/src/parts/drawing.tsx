// The network drawn by sigma: places are found by forces and kept from step to step, so that what is known stays where it was.
import Graph from 'graphology';
import forceAtlas2 from 'graphology-layout-forceatlas2';
import Sigma from 'sigma';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { GraphNode, GraphTie } from '../types';

interface Props {
  nodes: GraphNode[]; ties: GraphTie[]; hidden: Map<string, number>; marked: string[]; chosen: string;
  label: (n: GraphNode) => string; choose: (id: string) => void; expand: (id: string) => void;
}

// A colour of the page's own, as sigma wants it.
function colour(name: string): string {
  const canvas = document.createElement('canvas').getContext('2d')!;
  canvas.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(name).trim() || '#888';
  return canvas.fillStyle;
}

const short = (text: string) => (text.length > 26 ? text.slice(0, 25).trimEnd() + '…' : text);
const colours = () => ({ ink: colour('--ink'), dim: colour('--dim'), line: colour('--line'), state: colour('--left'), listed: colour('--alert'), other: colour('--right'), chosen: colour('--accent'), paper: colour('--card') });

// Beside a neighbour where there is one, else on a circle.
function place(graph: Graph, id: string, ties: GraphTie[], index: number) {
  for (const t of ties) {
    const other = t.from === id ? t.to : t.to === id ? t.from : '';
    if (other && other !== id && graph.hasNode(other)) {
      const angle = index * 2.39996;
      return { x: graph.getNodeAttribute(other, 'x') + Math.cos(angle) * 3, y: graph.getNodeAttribute(other, 'y') + Math.sin(angle) * 3 };
    }
  }
  return { x: Math.cos(index * 2.39996) * (5 + Math.sqrt(index) * 4), y: Math.sin(index * 2.39996) * (5 + Math.sqrt(index) * 4) };
}

function fill(graph: Graph, props: Props) {
  const c = colours();
  const ids = new Set(props.nodes.map((n) => n.id));
  graph.forEachNode((id) => { if (!ids.has(id)) graph.dropNode(id); });
  let fresh = 0;
  props.nodes.forEach((n, i) => {
    const left = props.hidden.get(n.id) ?? 0;
    const look = {
      label: (n.listed ? '⚑ ' : '') + short(props.label(n)) + (left ? ` +${left}` : ''),
      size: 4 + Math.min(11, 2.2 * Math.log2(1 + (n.neighbours ?? 1))),
      color: n.id === props.chosen ? c.chosen : n.listed ? c.listed : n.kind === 'state' ? c.state : c.other,
      highlighted: n.id === props.chosen, forceLabel: n.id === props.chosen || props.nodes.length < 14,
    };
    if (graph.hasNode(n.id)) graph.mergeNodeAttributes(n.id, look);
    else graph.addNode(n.id, { ...place(graph, n.id, props.ties, i), ...look }), ++fresh;
  });
  graph.clearEdges();
  const pairs = new Map<string, { from: string; to: string; kinds: number; marked: boolean }>();
  for (const t of props.ties) {
    if (!ids.has(t.from) || !ids.has(t.to) || t.from === t.to) continue;
    const pair = pairs.get(`${t.from}\n${t.to}`) ?? { from: t.from, to: t.to, kinds: 0, marked: false };
    ++pair.kinds;
    pair.marked ||= props.marked.includes(`${t.from}\n${t.kind}\n${t.to}`);
    pairs.set(`${t.from}\n${t.to}`, pair);
  }
  for (const p of pairs.values()) {
    const near = p.from === props.chosen || p.to === props.chosen;
    graph.addEdge(p.from, p.to, { size: p.marked ? 4 : 1 + Math.min(3, p.kinds * 0.6), color: p.marked ? c.chosen : near ? c.dim : c.line, type: 'arrow', zIndex: p.marked || near ? 1 : 0 });
  }
  return fresh;
}

export function Drawing(props: Props) {
  const box = useRef<HTMLDivElement>(null);
  const at = useRef<{ graph: Graph; sigma: Sigma }>();
  const [failed, setFailed] = useState(false);
  const now = useRef(props);
  now.current = props;
  useEffect(() => {
    const graph = new Graph({ multi: false, type: 'directed' });
    try {
      const sigma = new Sigma(graph, box.current!, { renderEdgeLabels: false, labelRenderedSizeThreshold: 5, labelDensity: 0.6, zIndex: true, allowInvalidContainer: true, labelFont: 'system-ui, sans-serif', labelSize: 13,
        stagePadding: 40, defaultDrawNodeLabel: (context, data, settings) => {  // to the left where there is no room to the right
          if (!data.label) return;
          context.font = `${settings.labelWeight} ${settings.labelSize}px ${settings.labelFont}`;
          context.fillStyle = colours().ink;
          const width = context.measureText(data.label).width, room = box.current?.clientWidth ?? 0;
          const right = data.x + data.size + 3;
          context.fillText(data.label, right + width <= room ? right : Math.max(2, data.x - data.size - 3 - width), data.y + settings.labelSize / 3);
        }, defaultDrawNodeHover: (context, data, settings) => {  // the label on a plate of the page's own colour
          const c = colours();
          context.font = `${settings.labelWeight} ${settings.labelSize}px ${settings.labelFont}`;
          const width = context.measureText(data.label ?? '').width;
          const right = data.x + data.size + 1, from = right + width + 8 <= (box.current?.clientWidth ?? 0) ? right : Math.max(1, data.x - data.size - width - 9);
          context.fillStyle = c.paper;
          context.strokeStyle = c.chosen;
          context.beginPath();
          context.roundRect(from, data.y - settings.labelSize * 0.8, width + 8, settings.labelSize * 1.5, 4);
          context.fill();
          context.stroke();
          context.fillStyle = c.ink;
          context.fillText(data.label ?? '', from + 4, data.y + settings.labelSize / 3);
        } });
      sigma.on('clickNode', ({ node }) => now.current.choose(node));
      sigma.on('doubleClickNode', (e) => { e.preventSigmaDefault(); now.current.expand(e.node); });
      at.current = { graph, sigma };
    } catch {
      setFailed(true);
    }
    const theme = new MutationObserver(() => draw());
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    const dark = matchMedia('(prefers-color-scheme: dark)'), changed = () => draw();
    dark.addEventListener('change', changed);
    return () => { theme.disconnect(); dark.removeEventListener('change', changed); at.current?.sigma.kill(); };
  }, []);
  const draw = () => {
    if (!at.current) return;
    const { graph, sigma } = at.current;
    sigma.setSetting('labelColor', { color: colour('--ink') });
    if (fill(graph, now.current) > 0 && graph.order > 1)
      forceAtlas2.assign(graph, { iterations: Math.max(60, Math.min(300, Math.round(20000 / graph.order))), settings: { ...forceAtlas2.inferSettings(graph), adjustSizes: true, gravity: 1.5, scalingRatio: 12, strongGravityMode: false } });
    sigma.refresh();
  };
  useEffect(draw, [props.nodes.length, props.ties.length, props.chosen, props.hidden, props.marked]);
  return (
    <>
      <div ref={box} class="canvas" role="img" aria-label={`Drawing of ${props.nodes.length} nodes; the table below holds the same`} />
      {failed && <p class="empty">This browser cannot draw it (WebGL is off); the table below holds the same.</p>}
    </>
  );
}
