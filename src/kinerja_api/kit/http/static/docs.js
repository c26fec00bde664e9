// The docs page: signs in, keeps the session, and fills Idempotency-Key and If-Match so that an example works when pressed.
"use strict";

const SIGN_IN = "/v1/auth/tokens";
const REFRESH = "/v1/auth/tokens/refresh";
const SIGN_OUT = "/v1/auth/sign-out";
const WRITES = new Set(["PUT", "PATCH", "POST", "DELETE"]);
const FORM = document.getElementById("sign-in");
const STATUS = document.getElementById("status");
const LANGUAGE = document.getElementById("language");
const SIGN_OUT_BUTTON = document.getElementById("sign-out");

const etags = new Map();
let session = null; // {access, refresh, timer}: in memory only, so that closing the page ends it here

const ui = SwaggerUIBundle({
  url: "/docs/openapi.json",
  dom_id: "#contract",
  deepLinking: true,
  docExpansion: "none",
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  validatorUrl: null,
  requestInterceptor: prepare,
  responseInterceptor: remember,
  presets: [SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  onComplete: () => document.body.setAttribute("data-ready", "true"),
});

// --- requests of the page -------------------------------------------------------------------------------------------

async function prepare(request) {
  const method = (request.method || "GET").toUpperCase();
  const path = pathOf(request.url);
  if (!path.startsWith("/v1/")) return request;
  request.headers["Accept-Language"] = LANGUAGE.value;
  const headers = operationHeaders(method, path);
  if (headers.has("Idempotency-Key") && !request.headers["Idempotency-Key"]) {
    request.headers["Idempotency-Key"] = newKey();
  }
  if (headers.has("If-Match") && !request.headers["If-Match"]) {
    request.headers["If-Match"] = await etagFor(path);
  }
  return request;
}

function remember(response) {
  const path = pathOf(response.url || "");
  const method = ((response.request && response.request.method) || "GET").toUpperCase();
  if (!path.startsWith("/v1/") || !response.ok) return response;
  if (WRITES.has(method)) etags.clear(); // a change of one thing may be a change of the one that holds it
  const etag = response.headers && (response.headers.etag || response.headers.ETag);
  if (!etag) return response;
  etags.set(path.replace(/\/transitions$/, ""), etag);
  const location = response.headers.location;
  if (location) etags.set(pathOf(location), etag);
  return response;
}

// The ETag that was seen last for this path, or for the thing that it belongs to; unseen, it is asked for.
async function etagFor(path) {
  const parts = path.split("/");
  const above = [];
  for (let length = parts.length; length > 3; length -= 1) above.push(parts.slice(0, length).join("/"));
  const seen = above.find((each) => etags.has(each));
  if (seen) return etags.get(seen);
  for (const each of above) {
    if (!operationAt("GET", each)) continue;
    const answer = await fetch(each, { headers: authorization(), cache: "no-store" });
    const etag = answer.ok && answer.headers.get("ETag");
    if (etag) return etag;
  }
  return "*"; // no address of its own to ask: any version
}

function operationAt(method, path) {
  const paths = ui.specSelectors.specJson().get("paths");
  if (!paths) return undefined;
  const found = paths.keySeq().find((template) => {
    const pattern = template.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{[^}]+\}/g, "[^/]+");
    return new RegExp(`^${pattern}$`).test(path) && paths.get(template).has(method.toLowerCase());
  });
  return found && paths.getIn([found, method.toLowerCase()]);
}

function operationHeaders(method, path) {
  const operation = operationAt(method, path);
  const parameters = operation ? operation.get("parameters") : undefined;
  const names = (parameters ? parameters.toJS() : []).filter((each) => each.in === "header").map((each) => each.name);
  return new Set(names);
}

function pathOf(address) {
  return new URL(address, window.location.href).pathname;
}

// crypto.randomUUID is absent on plain http outside localhost, where a closed network may well be.
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (each) => each.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// --- signing in -----------------------------------------------------------------------------------------------------

FORM.addEventListener("submit", async (event) => {
  event.preventDefault();
  const given = Object.fromEntries(new FormData(FORM));
  await signIn(given, `${given.username} (${given.agency})`);
});

SIGN_OUT_BUTTON.addEventListener("click", async () => {
  const ended = session;
  forget("Sudah keluar.", "Signed out.");
  if (!ended) return;
  await send(SIGN_OUT, { refresh_token: ended.refresh }, { Authorization: `Bearer ${ended.access}` });
});

async function signIn(given, name) {
  setBusy(true);
  try {
    const answer = await send(SIGN_IN, given);
    const document_ = await answer.json();
    if (!answer.ok) {
      say(document_.detail || document_.title, true);
      return false;
    }
    keep(document_, name);
    etags.clear(); // what one person may see is not another's
    FORM.elements.password.value = "";
    say(`Masuk sebagai ${name}. Signed in.`);
    return true;
  } catch {
    say("Layanan tidak terjangkau. The service cannot be reached.", true);
    return false;
  } finally {
    setBusy(false);
  }
}

function keep(tokens, name) {
  if (session) clearTimeout(session.timer);
  const early = Math.max(tokens.expires_in - 60, 10) * 1000;
  session = { access: tokens.access_token, refresh: tokens.refresh_token, timer: setTimeout(() => renew(name), early) };
  ui.preauthorizeApiKey("bearer", tokens.access_token);
  SIGN_OUT_BUTTON.hidden = false;
}

async function renew(name) {
  try {
    const answer = await send(REFRESH, { refresh_token: session.refresh });
    if (answer.ok) keep(await answer.json(), name);
    else forget("Sesi berakhir; masuk lagi.", "The session has ended; sign in again.");
  } catch {
    forget("Sesi tidak dapat diperpanjang; masuk lagi.", "The session could not be renewed; sign in again.");
  }
}

function forget(id, en) {
  if (session) clearTimeout(session.timer);
  session = null;
  etags.clear();
  ui.authActions.logout(["bearer"]);
  SIGN_OUT_BUTTON.hidden = true;
  for (const button of document.querySelectorAll("#demo button")) button.setAttribute("aria-pressed", "false");
  say(`${id} ${en}`);
}

function authorization() {
  return session ? { Authorization: `Bearer ${session.access}` } : {};
}

function send(path, body, headers = {}) {
  return fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Accept-Language": LANGUAGE.value, ...headers },
    body: JSON.stringify(body),
  });
}

function say(text, isRefused = false) {
  STATUS.textContent = text;
  STATUS.classList.toggle("refused", isRefused);
}

function setBusy(isBusy) {
  for (const button of document.querySelectorAll("header button")) button.disabled = isBusy;
}

// --- demo accounts --------------------------------------------------------------------------------------------------

async function showDemoAccounts() {
  const answer = await fetch("/docs/demo-accounts.json");
  const accounts = answer.ok ? await answer.json() : [];
  if (accounts.length === 0) return;
  const list = document.getElementById("demo-accounts");
  for (const agency of new Set(accounts.map((each) => each.agency))) {
    const group = document.createElement("fieldset");
    const legend = document.createElement("legend");
    legend.textContent = agency;
    group.append(legend, ...accounts.filter((each) => each.agency === agency).map(demoButton));
    list.append(group);
  }
  document.getElementById("demo").hidden = false;
}

function demoButton(account) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = `${account.role}: ${account.name}`;
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", async () => {
    FORM.elements.agency.value = account.agency;
    FORM.elements.username.value = account.username;
    const { agency, username, password } = account;
    const isIn = await signIn({ agency, username, password }, `${account.name}, ${account.role} (${agency})`);
    for (const each of document.querySelectorAll("#demo button")) {
      each.setAttribute("aria-pressed", String(isIn && each === button));
    }
  });
  return button;
}

showDemoAccounts();
