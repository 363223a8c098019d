// The known answers of the vault, opened and sealed by this browser's WebCrypto: the twin of
// tests/promises/vault/vectors.rs.
import { readFileSync } from "node:fs";
import { expect, test } from "./product.mjs";

const { vectors } = JSON.parse(readFileSync(new URL("../vectors/vault.json", import.meta.url), "utf8"));

test("WebCrypto seals and opens the known answers of the vault", async ({ page, server }) => {
  await page.goto(`${server.url}/help`);
  const results = await page.evaluate(async (vectors) => {
    const hex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
    const base64 = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
    const same = (a, b) => a.length === b.length && a.every((byte, at) => byte === b[at]);
    const pad = (body) => {
      const out = new Uint8Array(Math.ceil((body.length + 4) / 1024) * 1024);
      new DataView(out.buffer).setUint32(0, body.length, true);
      out.set(body, 4);
      return out;
    };
    return Promise.all(
      vectors.map(async (vector) => {
        const key = await crypto.subtle.importKey("raw", hex(vector.key), "AES-GCM", false, ["encrypt", "decrypt"]);
        const sealed = base64(vector.sealed);
        const gcm = { name: "AES-GCM", iv: hex(vector.nonce), additionalData: hex(vector.associated_data) };
        const plain = vector.padded ? pad(base64(vector.plain)) : base64(vector.plain);
        const opened = new Uint8Array(await crypto.subtle.decrypt(gcm, key, sealed.slice(12)));
        const again = new Uint8Array(await crypto.subtle.encrypt(gcm, key, plain));
        const touched = sealed.slice(12);
        touched[0] ^= 1;
        const refused = await crypto.subtle.decrypt(gcm, key, touched).then(() => false, () => true);
        return { name: vector.name, nonce: same(sealed.slice(0, 12), gcm.iv), opens: same(opened, plain), seals: same(again, sealed.slice(12)), refused };
      }),
    );
  }, vectors);
  expect(results).toEqual(vectors.map(({ name }) => ({ name, nonce: true, opens: true, seals: true, refused: true })));
  console.log(`vault: ${results.length} known answers agree with WebCrypto`);
});
