// What a program shows is data. Before anybody puts it into a page, it is cleaned as the handouts clean it: pictures are pictures, HTML has
// neither script nor style nor handlers and names nothing outside the page.

const TAGS = new Set((
  'a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd ' +
  'li mark ol p pre q rp rt ruby s samp small span strong sub summary sup table tbody td tfoot th thead tr u ul var wbr').split(' '));
const ATTRIBUTES = new Set('title lang dir alt width height colspan rowspan scope headers start type reversed value open span'.split(' '));
// What these hold is not text to read.
const EMPTIED = new Set('script style math svg template noscript title iframe object embed video audio canvas'.split(' '));
const STYLES = /^(text-align|max-width|width|height|font-weight|font-style|white-space|text-indent|(padding|margin)(-(left|right|top|bottom|inline-start|inline-end))?)$/;
const PICTURE = /^data:image\/(svg\+xml|png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*$/;
const ADDRESS = /^(https?:|mailto:|#)/i;

const based = text => btoa(Array.from(new TextEncoder().encode(text), byte => String.fromCharCode(byte)).join(''));

function copied(from, to, doc) {
  for (const node of from.childNodes) {
    if (node.nodeType === 3) {
      to.append(doc.createTextNode(node.data));
    } else if (node.nodeType === 1) {
      const name = node.localName;
      if (name === 'svg') to.append(picture(doc, node));
      else if (TAGS.has(name)) {
        const made = doc.createElement(name);
        if (!attributes(node, made)) continue;
        to.append(made);
        copied(node, made, doc);
      } else if (!EMPTIED.has(name)) {
        copied(node, to, doc);
      }
    }
  }
}

// attributes takes over what may stay, as it is written; false if the element cannot stay.
function attributes(node, made) {
  for (const { name, value } of node.attributes) {
    if (ATTRIBUTES.has(name)) made.setAttribute(name, value);
    else if (name === 'style') styles(node, value, made);
    else if (name === 'src' && node.localName === 'img' && PICTURE.test(value)) made.setAttribute(name, value);
    else if (name === 'href' && node.localName === 'a' && ADDRESS.test(value)) made.setAttribute(name, value);
  }
  return node.localName !== 'img' || made.hasAttribute('src');
}

function styles(node, text, made) {
  const kept = [...node.style].filter(property => STYLES.test(property) && !/[(\\]/.test(node.style.getPropertyValue(property)));
  if (kept.length === node.style.length && /^[\w:;%. -]*$/.test(text)) return made.setAttribute('style', text);
  for (const property of kept) made.style.setProperty(property, node.style.getPropertyValue(property));
}

// picture is an <svg> as an image: there it can run nothing and fetch nothing.
function picture(doc, svg) {
  const img = doc.createElement('img');
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  img.setAttribute('src', 'data:image/svg+xml;base64,' + based(new XMLSerializer().serializeToString(svg)));
  img.setAttribute('alt', svg.querySelector('title')?.textContent ?? svg.getAttribute('aria-label') ?? '');
  img.setAttribute('style', 'max-width:100%');
  return img;
}

// cleanHTML answers the text itself if there is nothing in it to be cleaned. It is read as a page would read it, into a <div>: read as a whole
// document, a script that stands first would be put into the head and be overlooked.
function cleanHTML(text) {
  const doc = document.implementation.createHTMLDocument(''), [read, out] = [doc.createElement('div'), doc.createElement('div')];
  read.innerHTML = text;
  copied(read, out, doc);
  return out.innerHTML === read.innerHTML ? text : out.innerHTML;
}

// cleaned is a bundle of MIME types with what may not be shown left out.
function cleaned(data) {
  const out = {};
  for (const [type, value] of Object.entries(data)) {
    if (typeof value !== 'string') continue;
    if (type === 'text/html') out[type] = cleanHTML(value);
    else if (type === 'image/svg+xml') out['text/html'] ??= cleanHTML(value);
    else if (type === 'text/markdown') out[type] = value.replace(/<(?=[a-z!/?])/gi, '&lt;');
    else if (/^image\/(png|jpeg|gif|webp)$/.test(type) ? /^[A-Za-z0-9+/=\s]*$/.test(value)
      : /^(text\/plain|text\/latex|application\/vnd\.downhill\.[a-z]+\+json)$/.test(type)) out[type] = value;
  }
  return out;
}
