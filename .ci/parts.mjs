// Makes the parts that a phone fetches of what wasm-split-cli and wasm-bindgen left in a folder: `parts/NAME.wasm`, the
// loader of those after the first, `parts/loader.js`, and what each is for, `parts/crates.json`. Called by .ci/build.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const work = process.argv[2];
const quick = Boolean(process.env.EVENKEEL_QUICK);
const FEATURES = ["bulk-memory", "nontrapping-float-to-int", "reference-types", "multivalue", "sign-ext", "mutable-globals"].map((name) => `--enable-${name}`);
const wasm = (name) => join(work, `${name}.wasm`);
const run = (tool, ...args) => execFileSync(tool, args, { stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1 << 30 }).toString();
const out = join(work, "parts");
rmSync(out, { recursive: true, force: true });
mkdirSync(out);

const splitter = readFileSync(join(work, "__wasm_split.js"), "utf8");
// The splitter makes a module of each set of files that share something: a dozen small ones, which compress badly and are
// a request each. What the rest shares with others is one part here, since the rest comes first; what only others share
// is another.
const group = new Map([...splitter.matchAll(/\/\* (.*) \*\/\nconst __(chunk_\d+) /g)].map(([, by, chunk]) => [chunk, by.split(", ").includes("rest") ? "common" : "between"]));
const files = [...splitter.matchAll(/const __wasm_split_load_(\w+) = [^]*?\n, \[(.*)\]\)\);/g)].map(([, name, needs]) => {
  const chunks = needs.split(", ").filter(Boolean).map((chunk) => chunk.replace("__", ""));
  return { name, modules: [`split_${name}`], needs: [...new Set(chunks.map((chunk) => group.get(chunk)))] };
});
const shared = ["common", "between"].map((name) => ({ name, modules: [...group.keys()].filter((chunk) => group.get(chunk) === name), needs: [] }));
const parts = [...shared, ...files].filter(({ modules }) => modules.length > 0);
const merged = parts.flatMap(({ modules }) => modules).sort();
const split = readdirSync(work).flatMap((file) => /^((?:split|chunk)_\w+)\.wasm$/.exec(file)?.[1] ?? []).sort();
if (merged.join() !== split.join()) throw new Error(`wasm-split-cli made ${split}; its loader names ${merged}`);

// Every module imports the memory, the table and the stack of the first file. They meet in a module that hands these on:
// imported once, they are the same for all that are merged.
const IMPORT = /^ \(import "__wasm_split" ("[^"]+") (\((memory|table|global) (\S+) .*\))\)$/gm;
const handed = [...run("wasm-dis", wasm(split[0])).matchAll(IMPORT)].map(([, name, what, kind, id]) => `(import "first" ${name} ${what}) (export ${name} (${kind} ${id}))`);
writeFileSync(join(work, "first.wat"), `(module ${handed.join("\n")})`);
run("wasm-as", join(work, "first.wat"), "-o", wasm("first"));

const uses = {};
// With the names of functions until here: they tell what a part is for.
function finish(from, name) {
  const small = wasm(`${from}.small`);
  if (!quick) run("wasm-opt", "-Oz", "-g", ...FEATURES, wasm(from), "-o", small);
  const bytes = readFileSync(quick ? wasm(from) : small);
  uses[name] = crates(bytes);
  writeFileSync(join(out, `${name}.wasm`), quick ? bytes : bare(bytes));
}
// Leptos brings server functions that answer in streams; nothing here has one, but their exports keep the code.
writeFileSync(wasm("app_reached"), without(readFileSync(wasm("app_bg")), /^(__wbg_)?intounderlying/));
finish("app_reached", "app");
for (const { name, modules } of parts) {
  run("wasm-merge", "-g", ...FEATURES, wasm("first"), "__wasm_split", ...modules.flatMap((module) => [wasm(module), module]), "-o", wasm(`late_${name}`));
  finish(`late_${name}`, `late-${name}`);
}
writeFileSync(join(out, "crates.json"), JSON.stringify(uses));

const runtime = splitter.slice(0, splitter.indexOf("/*")).replace(/ *\/\/.*\n/g, "").replace(/\b__wasm_split\b/g, "first");
const load = ({ name, needs }) => `part("./late-${name}.wasm", [${needs.join(", ")}])`;
writeFileSync(
  join(out, "loader.js"),
  `${runtime}const part = (path, needs) => makeLoad(() => {
  const got = fetch(path, { signal: globalThis.AbortSignal?.timeout?.(60_000) });
  got.catch(() => {});
  return (imports) => WebAssembly.instantiateStreaming(got, imports);
}, needs);
${shared.map((part) => `const ${part.name} = ${load(part)};\n`).join("")}${files.map((file) => `export const __wasm_split_load_${file.name} = wrapAsyncCb(${load(file)});\n`).join("")}`,
);

// The sections of a file: their number, where each begins with its head, and what is in it.
function* sections(bytes) {
  const reader = { bytes, at: 8 };
  while (reader.at < bytes.length) {
    const from = reader.at;
    const id = bytes[reader.at++];
    const length = number(reader);
    const end = reader.at + length;
    yield { id, from, end, reader: { bytes, at: reader.at, end } };
    reader.at = end;
  }
}

// The next number (LEB128) or text of a reader.
function number(reader) {
  let [value, scale, byte] = [0, 1, 0];
  do {
    byte = reader.bytes[reader.at++];
    value += (byte & 127) * scale;
    scale *= 128;
  } while (byte & 128);
  return value;
}
function text(reader) {
  const length = number(reader);
  return reader.bytes.subarray(reader.at, (reader.at += length)).toString();
}

// The file without its custom sections: names of functions, features, producers.
function bare(bytes) {
  const kept = [...sections(bytes)].filter(({ id }) => id !== 0).map(({ from, end }) => bytes.subarray(from, end));
  return Buffer.concat([bytes.subarray(0, 8), ...kept]);
}

// The file without the exports of these names: what only they reach is shaken off later.
function without(bytes, names) {
  const all = [...sections(bytes)].map(({ id, from, end, reader }) => {
    if (id !== 7) return bytes.subarray(from, end);
    const kept = [];
    for (let left = number(reader); left > 0; left--) {
      const from = reader.at;
      const name = text(reader);
      reader.at += 1;
      number(reader);
      if (!names.test(name)) kept.push(bytes.subarray(from, reader.at));
    }
    const body = Buffer.concat([numbered(kept.length), ...kept]);
    return Buffer.concat([Buffer.from([7]), numbered(body.length), body]);
  });
  return Buffer.concat([bytes.subarray(0, 8), ...all]);
}

// A number as LEB128.
function numbered(value) {
  return Buffer.from(value < 128 ? [value] : [(value & 127) | 128, ...numbered(value >>> 7)]);
}

// How many bytes of code each crate has, most first: of a function of many types, the crate that wrote it.
function crates(bytes) {
  const [sizes, names] = [[], new Map()];
  for (const { id, reader } of sections(bytes)) {
    if (id === 10) {
      for (let left = number(reader); left > 0; left--) {
        const size = number(reader);
        sizes.push(size);
        reader.at += size;
      }
    } else if (id === 0 && text(reader) === "name") {
      while (reader.at < reader.end) {
        const [kind, length] = [bytes[reader.at++], number(reader)];
        const end = reader.at + length;
        if (kind === 1) for (let left = number(reader); left > 0; left--) names.set(number(reader), text(reader));
        reader.at = end;
      }
    }
  }
  // Names count imported functions first.
  const imported = Math.max(-1, ...names.keys()) + 1 - sizes.length;
  const sums = new Map();
  sizes.forEach((size, at) => {
    const crate = crateOf(names.get(at + imported) ?? "");
    sums.set(crate, (sums.get(crate) ?? 0) + size);
  });
  return [...sums].sort((a, b) => b[1] - a[1]);
}

// The first crate in a name: mangled (v0) `Cs`, a hash, `_`, the length and the name; or as wasm-bindgen writes it out.
function crateOf(name) {
  const found = /^_R.*?C(?:s[0-9A-Za-z]*_)(\d+)_?(.*)/.exec(name);
  return found ? found[2].slice(0, Number(found[1])) : (/\b(\w+)\[[0-9a-f]+\]/.exec(name)?.[1] ?? "other");
}
