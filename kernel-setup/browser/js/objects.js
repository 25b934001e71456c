// Go's object files as ../objects.py lays them out, put back in place: columns become records, steps become offsets.
'use strict';

const OBJECT = { magic: [0, 103, 111, 49, 50, 48, 108, 100], growing: new Set([11, 12, 13]),
  records: { 3: 21, 4: 21, 5: 21, 6: 21, 7: 21, 8: 10, 9: 8, 10: 16, 11: 4, 12: 4, 13: 4, 14: 23, 15: 9, 17: 16 } };

function restoreArchive(archive) {
  const decoder = new TextDecoder();
  for (let at = 8; at < archive.length;) {
    const size = Number(decoder.decode(archive.subarray(at + 48, at + 58)));
    restoreObject(archive.subarray(at + 60, at + 60 + size));
    at += 60 + size + (size & 1);
  }
}

function restoreObject(content) {
  const start = indexOf(content, OBJECT.magic);
  if (start < 0) return;
  const file = content.subarray(start), view = new DataView(file.buffer, file.byteOffset, file.length);
  const offset = block => view.getUint32(20 + 4 * block, true);
  for (const [block, size] of Object.entries(OBJECT.records)) {
    const from = offset(+block), records = file.subarray(from, offset(+block + 1)), columns = records.slice(), count = records.length / size;
    for (let column = 0; column < size; column++) {
      for (let i = 0, at = column, source = column * count; i < count; i++, at += size) records[at] = columns[source + i];
    }
    if (!OBJECT.growing.has(+block)) continue;
    for (let i = 0, sum = 0; i < count; i++) view.setUint32(from + 4 * i, sum = sum + view.getUint32(from + 4 * i, true) >>> 0, true);
  }
}

function indexOf(bytes, wanted) {
  for (let at = bytes.indexOf(wanted[0]); at >= 0; at = bytes.indexOf(wanted[0], at + 1)) {
    if (wanted.every((byte, i) => bytes[at + i] === byte)) return at;
  }
  return -1;
}
