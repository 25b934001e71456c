// Controls: a figure's sliders, boxes and handles. Each is a native element with a label; a handle in the picture is a second way to set what
// sliders beside it set, so it takes no focus. The box beside a slider is a third, for those who know the number.
(() => {
  'use strict';
  const downhill = (globalThis.downhill ??= {});
  const fine = 240; // places of a slider that moves by ratios
  let serial = 0;

  const el = downhill.el = (tag, props = {}, ...children) => {
    const e = document.createElement(tag);
    for (const [k, v] of Object.entries(props)) k in e ? e[k] = v : e.setAttribute(k, v);
    e.append(...children);
    return e;
  };

  const worth = (c, v) => (c.log ? String(v) : v.toFixed(c.decimals[0])).replace('-', '\u2212');

  // read answers the number that people mean by a text: \u22120,5 or .5 or 1e-3, with its unit or without; or NaN.
  const read = (text, unit) => {
    const bare = text.replace(unit, '').replace(/\s/g, '').replace(/[\u2212\u2013]/, '-').replace(',', '.');
    return /\d/.test(bare) ? Number(bare) : NaN;
  };

  // slider makes the range and the box for number k of the state. part is 0, or 1 for a point's second number.
  function slider(figure, c, k, part, label) {
    const lo = c.min[part], hi = c.max[part], state = figure.state;
    const n = c.log ? fine : Math.max(1, Math.round((hi - lo) / c.step[0]));
    const value = i => c.log ? lo * (hi / lo) ** (i / n) : lo + i * (hi - lo) / n;
    const place = v => Math.round(c.log ? n * Math.log(v / lo) / Math.log(hi / lo) : n * (v - lo) / (hi - lo));
    const id = 'dh' + ++serial;
    const input = el('input', { type: 'range', id, min: 0, max: n, step: 1, value: place(state.nums[k]) });
    const box = el('input', { type: 'text', autocomplete: 'off', maxLength: 30, size: Math.max(...[lo, hi, c.log ? +(1.11 * lo).toPrecision(3) : lo].map(v => worth(c, v).length)) });
    box.setAttribute('aria-label', `${label}, as a number`);
    let shown = '';
    // On Enter, and when the focus leaves: never while a number is half typed. The engine brings it onto the slider's steps.
    box.addEventListener('change', () => {
      const v = read(box.value, c.unit);
      if (Number.isNaN(v)) figure.why(`\u201c${box.value}\u201d is not a number.`);
      else state.nums[k] = v;
      if (c.kind !== 'direction' && (v < lo || v > hi)) figure.why(`${label} goes from ${worth(c, lo)} to ${worth(c, hi)}.`);
      shown = ''; // the box shows what came of it
      figure.ask();
    });
    const set = i => { state.nums[k] = value(Math.min(n, Math.max(0, i))); figure.ask(); };
    input.addEventListener('input', () => set(+input.value));
    // A finger that scrolls the page may begin on a slider: the browser moves it, then takes the gesture away. What it moved goes back.
    let before = null;
    input.addEventListener('pointerdown', () => { before = state.nums[k]; });
    input.addEventListener('pointerup', () => { before = null; });
    input.addEventListener('pointercancel', () => {
      if (before === null) return;
      const value = before;
      before = null;
      setTimeout(() => { figure.state.nums[k] = value; input.value = place(value); figure.ask(); });
    });
    input.addEventListener('keydown', e => {
      const way = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[e.key];
      if (!way || !e.shiftKey) return;
      e.preventDefault();
      set(place(state.nums[k]) + way * Math.max(10, Math.round(n / 20)));
    });
    box.addEventListener('keydown', e => { if (e.key === 'Escape') shown = ''; }); // and the figure goes back to its start
    const show = () => {
      const i = String(place(state.nums[k])), text = worth(c, state.nums[k]) + c.unit;
      if (input.value !== i && !(c.log && Math.abs(input.value - i) < 2 && document.activeElement === input)) input.value = i;
      if (shown === text) return;
      shown = text;
      box.value = worth(c, state.nums[k]);
      input.setAttribute('aria-valuetext', text.replace('\u2212', 'minus '));
    };
    return { nodes: [el('label', { htmlFor: id }, label), input, el('span', { className: 'dh-value' }, box, c.unit)], show };
  }

  function choice(figure, c, k) {
    const id = 'dh' + ++serial;
    const input = el('select', { id }, ...c.options.map(o => el('option', {}, o)));
    input.addEventListener('change', () => { figure.state.nums[k] = input.selectedIndex; figure.ask(); });
    return { nodes: [el('label', { htmlFor: id }, c.label), input, el('span')], show: () => { input.selectedIndex = figure.state.nums[k]; } };
  }

  function toggle(figure, c, k) {
    const id = 'dh' + ++serial;
    const input = el('input', { type: 'checkbox', id });
    input.addEventListener('change', () => { figure.state.nums[k] = +input.checked; figure.ask(); });
    return { nodes: [el('label', { htmlFor: id }, c.label), input, el('span')], show: () => { input.checked = figure.state.nums[k] !== 0; } };
  }

  // text makes the box for text number t, with its examples. While what is typed is refused, the reason stands under the box and the figure stays with
  // the last text that was good.
  function text(figure, c, t) {
    const id = 'dh' + ++serial;
    const input = el('input', { type: 'text', id, maxLength: c.longest, spellcheck: false, autocomplete: 'off', autocapitalize: 'off', value: figure.state.text[t] });
    const why = el('p', { className: 'dh-why', id: id + 'why', role: 'status' });
    input.setAttribute('aria-describedby', why.id);
    let state = figure.state.text, timer = 0; // whose text the box shows: Reset makes a new state
    const say = words => {
      why.textContent = words && words[0].toUpperCase() + words.slice(1) + '.';
      input.setAttribute('aria-invalid', !!words);
    };
    const set = () => {
      clearTimeout(timer);
      const words = figure.refuse(t, input.value);
      if (words) {
        timer = setTimeout(() => say(words), 400); // not while a word is half typed
      } else {
        say('');
        figure.state.text[t] = input.value;
        figure.ask();
      }
    };
    input.addEventListener('input', set);
    const examples = [];
    for (let i = 1; i + 1 < c.options.length; i += 2) {
      const button = el('button', { type: 'button', title: c.options[i + 1] }, c.options[i]);
      button.addEventListener('click', () => { input.value = c.options[i + 1]; set(); });
      examples.push(button);
    }
    const row = el('div', { className: 'dh-examples', role: 'group' }, ...examples);
    row.setAttribute('aria-label', 'Examples');
    return {
      lead: el('div', { className: 'dh-text' }, el('label', { htmlFor: id }, c.label), input, why, row), nodes: [],
      show: () => {
        if (figure.state.text === state) return;
        state = figure.state.text;
        clearTimeout(timer);
        say('');
        input.value = state[t];
      },
    };
  }

  // handle makes what is dragged in the picture for control number j, whose numbers begin at k. places are the frame's: see Place in package live.
  function handle(figure, c, j, k) {
    const node = el('div', { className: 'dh-handle' });
    // What moves is a box as large as the picture, by hundredths of itself: the browser need not lay out anything for that.
    const carrier = el('div', { className: 'dh-carrier' }, node);
    node.setAttribute('aria-hidden', 'true');
    node.setAttribute('title', c.label);
    const at = p => {
      const v = figure.state.nums;
      if (c.kind === 'point') return [p[0] + p[1] * v[k], p[2] + p[3] * v[k + 1]];
      const a = (v[k] + p[2]) * Math.PI / 180;
      return [p[0] + p[3] * Math.cos(a), p[1] - p[3] * Math.sin(a)];
    };
    const mine = () => figure.places.slice(4 * j, 4 * j + 4);
    const clamp = (x, i) => Math.min(c.max[i], Math.max(c.min[i], x));
    let dx = 0, dy = 0; // from the handle's middle to where it was taken: it does not jump under the finger
    node.addEventListener('pointerdown', e => {
      if (e.button) return;
      const [px, py] = figure.pixel(e), [hx, hy] = at(mine());
      [dx, dy] = [hx - px, hy - py];
      node.setPointerCapture(e.pointerId);
      node.classList.add('dh-held');
      e.preventDefault();
    });
    node.addEventListener('pointermove', e => {
      if (!node.hasPointerCapture(e.pointerId)) return;
      const p = mine(), v = figure.state.nums;
      let [x, y] = figure.pixel(e);
      x += dx; y += dy;
      if (c.kind === 'point') {
        v[k] = clamp((x - p[0]) / p[1], 0);
        v[k + 1] = clamp((y - p[2]) / p[3], 1);
      } else {
        v[k] = ((Math.atan2(p[1] - y, x - p[0]) * 180 / Math.PI - p[2]) % 360 + 360) % 360;
      }
      figure.ask();
    });
    const drop = () => node.classList.remove('dh-held');
    node.addEventListener('pointerup', drop);
    node.addEventListener('pointercancel', drop);
    return {
      node: carrier,
      show: () => {
        const [x, y] = at(mine()), hundredths = (v, all) => 100 * Math.min(all, Math.max(0, v)) / all + '%';
        carrier.style.transform = `translate(${hundredths(x, figure.width)}, ${hundredths(y, figure.height)})`;
      },
    };
  }

  // controls makes them all: {leads, nodes, handles, show}. Leads stand above the picture, nodes below.
  downhill.controls = (figure, list) => {
    const made = [], handles = [], why = el('p', { className: 'dh-why', role: 'status' });
    figure.why = words => { why.textContent = words; }; // what is wrong with a number, until the next key or touch
    let k = 0, t = 0;
    list.forEach((c, j) => {
      switch (c.kind) {
        case 'choice': made.push(choice(figure, c, k)); break;
        case 'toggle': made.push(toggle(figure, c, k)); break;
        case 'text': made.push(text(figure, c, t++)); k--; break;
        case 'point':
          c.parts.forEach((part, i) => made.push(slider(figure, c, k + i, i, `${c.label}: ${part}`)));
          handles.push(handle(figure, c, j, k++));
          break;
        case 'direction':
          made.push(slider(figure, c, k, 0, c.label));
          handles.push(handle(figure, c, j, k));
          break;
        default: made.push(slider(figure, c, k, 0, c.label));
      }
      k++;
    });
    return {
      leads: made.flatMap(m => m.lead ?? []), nodes: [...made.flatMap(m => m.nodes), why], handles: handles.map(h => h.node),
      show: () => { for (const m of made) m.show(); for (const h of handles) h.show(); },
    };
  };
})();
