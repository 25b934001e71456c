// Go in colour: the same five groups, and the same class names, that the handout's Pygments gives them.
//
// Only tokens are told apart, by the rules of the Go specification ("Lexical elements"). A string or comment that has no end yet reaches to the end of
// its line, or of the text, as it does while it is being typed.
(() => {
  'use strict';
  const downhill = (globalThis.downhill ??= {});

  const KEYWORDS = new Set(('break case chan const continue default defer else fallthrough for func go goto if import interface map package range return '
    + 'select struct switch type var any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string uint uint8 '
    + 'uint16 uint32 uint64 uintptr true false nil iota').split(' '));
  const BUILT_IN = new Set('append cap clear close complex copy delete imag len make max min new panic print println real recover'.split(' ')); // where called

  // Groups: comment, string or rune, number, word, anything else.
  const TOKEN = new RegExp([
    /(\/\/[^\n]*|\/\*[^]*?(?:\*\/|$))/, /("(?:\\.|[^"\\\n])*"?|`[^`]*`?|'(?:\\.|[^'\\\n])*'?)/,
    /(0[xXbBoO][\da-fA-F_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?i?)/, /([\p{L}_][\p{L}\p{Nd}_]*)/, /([^])/,
  ].map(part => part.source).join('|'), 'gu');

  function group(next, comment, string, number, word) {
    if (comment !== undefined) return 'c';
    if (string !== undefined) return 's';
    if (number !== undefined) return 'm';
    return KEYWORDS.has(word) ? 'k' : next === '(' && BUILT_IN.has(word) ? 'n' : '';
  }

  // colour answers source as a fragment of text and <span class="k|s|m|c|n">.
  downhill.colour = source => {
    const made = document.createDocumentFragment();
    let run = '', of = '';
    const end = () => {
      if (!run) return;
      if (of) {
        const span = document.createElement('span');
        span.className = of;
        span.textContent = run;
        made.append(span);
      } else made.append(run);
      run = '';
    };
    for (const token of source.matchAll(TOKEN)) {
      const [text, ...kinds] = token, now = text.trim() ? group(source[token.index + text.length], ...kinds) : of;
      if (now !== of) { end(); of = now; }
      run += text;
    }
    end();
    return made;
  };
})();
