// Lays out the site: hashed names for what never changes, brotli beside everything, site.json with the names, and the
// sizes of the first load and of the parts that come after it, which must stay under their ceilings. Called by .ci/build.
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

// Bytes of everything until the craving form works. The design allows 250 KB; this ceiling may fall, never rise.
const CEILING = 195 * 1024;
// One part of what comes after it.
const PART_CEILING = 200 * 1024;
const [work, source, site] = process.argv.slice(2);
const fresh = `${site}.new`;
rmSync(fresh, { recursive: true, force: true });
mkdirSync(join(fresh, "static"), { recursive: true });

const quick = Boolean(process.env.EVENKEEL_QUICK);
const hash = (bytes) => createHash("sha256").update(bytes).digest("hex").slice(0, 12);
const cache = join(work, quick ? "brotli-quick" : "brotli");
mkdirSync(cache, { recursive: true });

// Writes a file and its brotli twin; answers the compressed size. Compressing the WASM takes seconds, so it is remembered.
function put(path, bytes) {
  writeFileSync(join(fresh, path), bytes);
  const kept = join(cache, hash(bytes));
  if (!existsSync(kept)) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: quick ? 1 : 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    writeFileSync(kept, brotliCompressSync(bytes, { params }));
  }
  const packed = readFileSync(kept);
  writeFileSync(join(fresh, `${path}.br`), packed);
  return packed.length;
}

// Puts a file under a name that carries its hash; answers that name and the compressed size.
function keep(name, bytes) {
  const ext = extname(name);
  const path = `static/${name.slice(0, -ext.length)}-${hash(bytes)}${ext}`;
  return { path: `/${path}`, size: put(path, bytes) };
}

// Scripts without indentation, empty lines, and lines of comments: a kilobyte and a half of the first load.
const bare = (js) => js.replace(/^ *(\/\/.*|\/\*\*[^]*?\*\/)?\n|^ +/gm, "");

// The parts that .ci/parts.mjs made, as a phone gets them.
const made = join(work, "parts");
const crates = JSON.parse(readFileSync(join(made, "crates.json"), "utf8"));
const [wasm, ...late] = Object.keys(crates).map((name) => ({ name, ...keep(`${name}.wasm`, readFileSync(join(made, `${name}.wasm`))) }));
const pathOf = Object.fromEntries(late.map(({ name, path }) => [name, path]));
const loaderText = bare(readFileSync(join(made, "loader.js"), "utf8")).replace(/\.\/(late-\w+)\.wasm/g, (_, name) => pathOf[name]);
// The glue and the loader of the later files import one another, so one hash names both.
const glueText = bare(readFileSync(join(work, "app.js"), "utf8"));
const both = hash(glueText + loaderText);
const [gluePath, loaderPath] = [`/static/app-${both}.js`, `/static/loader-${both}.js`];
const glue = { path: gluePath, size: put(gluePath, Buffer.from(glueText.replaceAll('from "./__wasm_split.js"', `from "${loaderPath}"`))) };
const loader = { path: loaderPath, size: put(loaderPath, Buffer.from(loaderText.replaceAll("./app.js", gluePath))) };
// Without comments and spaces: half a kilobyte of the first load.
const tight = (css) => css.replace(/\/\*.*?\*\//gs, "").replace(/\s+/g, " ").replace(/ ?([{};,]) ?/g, "$1").replaceAll(": ", ":").replaceAll(";}", "}");
const style = keep("style.css", Buffer.from(tight(readFileSync(join(source, "style.css"), "utf8"))));
const text = bare(readFileSync(join(source, "start.js"), "utf8")).replace('"GLUE"', `"${glue.path}"`).replace('"WASM"', `"${wasm.path}"`);
const start = keep("start.js", Buffer.from(text));

const plain = readdirSync(source);
for (const name of plain) put(name, readFileSync(join(source, name)));

const all = [wasm, ...late, glue, loader, style, start].map((file) => file.path);
const build = hash(all.join() + plain.map((name) => hash(readFileSync(join(source, name)))).join());
const named = { build, wasm: wasm.path, late: late.map((part) => part.path), glue: glue.path, loader: loader.path, style: style.path, start: start.path };
const parts = { wasm: wasm.size, glue: glue.size, loader: loader.size, style: style.size, start: start.size };
// The document itself is written by the server; 4 KB is more than any of them has.
const first = Object.values(parts).reduce((sum, size) => sum + size, 4096);
writeFileSync(join(fresh, "site.json"), JSON.stringify({ ...named, first_load: first, parts }));
rmSync(site, { recursive: true, force: true });
cpSync(fresh, site, { recursive: true });
rmSync(fresh, { recursive: true, force: true });

const kb = (size) => `${(size / 1024).toFixed(1)} KB`;
const list = Object.entries(parts).map(([name, size]) => `${name} ${kb(size)}`).join(", ");
const after = late.reduce((sum, part) => sum + part.size, 0);
console.error(`first load, brotli: ${kb(first)} of at most ${kb(CEILING)} (${list}, document up to 4 KB)`);
console.error(`comes after it: ${kb(after)} in ${late.length} parts of at most ${kb(PART_CEILING)}; each with the code of its largest crates, not compressed:`);
for (const { name, size } of [wasm, ...late.toSorted((a, b) => b.size - a.size)]) {
  console.error(`  ${name} ${kb(size)}: ${crates[name].slice(0, 6).map(([crate, code]) => `${crate} ${kb(code)}`).join(", ")}`);
}
if (!quick && (first > CEILING || late.some((part) => part.size > PART_CEILING))) process.exit(1);
