// A push service of our own for a real Firefox: RFC 8030 towards the server, Mozilla's WebSocket protocol towards the browser.
// It keeps what was posted, and can be told to answer otherwise.
import { createServer } from "node:http";
import { WebSocketServer } from "ws";

export class PushService {
  /** Requests from the server: `{ channel, headers, body }`, oldest first. */
  posts = [];
  /** Answers with this status instead of delivering. */
  status = 201;
  #sockets = new Set();
  /** Messages not acknowledged yet, by version; sent again with the next connection. */
  #unread = new Map();
  #forgets = false;

  static async start() {
    const service = new PushService();
    service.http = createServer((request, response) => service.#posted(request, response));
    new WebSocketServer({ server: service.http }).on("connection", (socket) => service.#connected(socket));
    await new Promise((done) => service.http.listen(0, "127.0.0.1", done));
    service.origin = `http://127.0.0.1:${service.http.address().port}`;
    return service;
  }

  async stop() {
    for (const socket of this.#sockets) socket.terminate();
    await new Promise((done) => this.http.close(done));
  }

  async #posted(request, response) {
    const pieces = [];
    for await (const piece of request) pieces.push(piece);
    const body = Buffer.concat(pieces);
    const channel = request.url.split("/").at(-1);
    this.posts.push({ channel, headers: request.headers, body });
    if (this.status === 201) {
      const message = {
        messageType: "notification",
        channelID: channel,
        version: String(this.posts.length),
        ttl: Number(request.headers.ttl),
        data: body.toString("base64url"),
        headers: { encoding: request.headers["content-encoding"] },
      };
      this.#unread.set(message.version, message);
      for (const socket of this.#sockets) socket.send(JSON.stringify(message));
    }
    response.writeHead(this.status, { location: `${this.origin}/m/${this.posts.length}` }).end();
  }

  /** Forgets all browsers; they learn of it when they reconnect. */
  forget() {
    this.#forgets = true;
    this.#unread.clear();
    for (const socket of this.#sockets) socket.terminate();
  }

  #connected(socket) {
    this.#sockets.add(socket);
    socket.on("close", () => this.#sockets.delete(socket));
    socket.on("message", (text) => {
      const said = JSON.parse(text);
      const answer = (more) => socket.send(JSON.stringify({ messageType: said.messageType, status: 200, ...more }));
      if (said.messageType === "hello") {
        const known = this.#forgets ? "" : said.uaid;
        this.#forgets = false;
        answer({ uaid: known || crypto.randomUUID().replaceAll("-", ""), use_webpush: true, broadcasts: {} });
        for (const message of this.#unread.values()) socket.send(JSON.stringify(message));
      }
      for (const { version } of said.messageType === "ack" ? said.updates : []) this.#unread.delete(version);
      if (said.messageType === "register") answer({ channelID: said.channelID, pushEndpoint: `${this.origin}/wpush/${said.channelID}` });
      if (said.messageType === "unregister") answer({ channelID: said.channelID });
    });
  }
}

/** Firefox's preferences for using `service` and showing notifications without a desktop. */
export const preferences = (service) => ({
  "dom.push.serverURL": service.origin.replace("http", "ws") + "/",
  "dom.push.testing.allowInsecureServerURL": true,
  "dom.push.connection.enabled": true,
  "permissions.default.desktop-notification": 1,
  "alerts.useSystemBackend": false,
});
