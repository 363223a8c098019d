// HTTPS in front of a server, with a certificate of the test's own, made when it runs. WebKit takes our cookies only so.
// Bytes pass as they are: no header is added, so that the demo's links work as without it.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer } from "node:tls";
import { Server } from "../product.mjs";

let made;

function certificate() {
  if (made) return made;
  const folder = mkdtempSync(join(tmpdir(), "evenkeel-tls-"));
  const [key, cert] = ["key.pem", "cert.pem"].map((name) => join(folder, name));
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-days", "2"];
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  execFileSync("openssl", ["req", "-x509", ...kind, ...subject, "-keyout", key, "-out", cert], { stdio: "pipe" });
  made = { key: readFileSync(key), cert: readFileSync(cert) };
  rmSync(folder, { recursive: true });
  return made;
}

/** The real server behind HTTPS. Stopping it takes both away: the network is gone. */
export class SecureServer extends Server {
  static async fresh(options) {
    const plain = await Server.fresh(options);
    const server = new SecureServer(plain.port, plain.data, options);
    server.open = new Set();
    await server.#listen(0);
    server.url = `https://localhost:${server.front.address().port}`;
    return server;
  }

  async #listen(port) {
    this.front = createServer(certificate(), (from) => {
      const to = connect(this.port, "127.0.0.1");
      for (const socket of [from, to]) {
        this.open.add(socket);
        socket.on("error", () => {}).on("close", () => (from.destroy(), to.destroy(), this.open.delete(socket)));
      }
      from.pipe(to).pipe(from);
    });
    this.front.on("connection", (raw) => this.open.add(raw.on("close", () => this.open.delete(raw))));
    this.front.on("tlsClientError", () => {});
    await new Promise((done, fail) => this.front.once("error", fail).listen(port, "127.0.0.1", done));
  }

  async start() {
    await super.start();
    if (!this.front) await this.#listen(Number(new URL(this.url).port));
  }

  async stop(signal) {
    const front = this.front;
    this.front = undefined;
    await super.stop(signal);
    for (const socket of this.open) socket.destroy();
    if (front) await new Promise((done) => front.close(done));
  }
}
