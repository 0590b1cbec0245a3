// `minio server FOLDER [--address :9000] [--console-address :9001]` with s3rver behind it. Unlike
// s3rver alone it refuses requests without a signature, as MinIO does.
"use strict";
const http = require("http");
const S3rver = require("s3rver");
const accounts = require("s3rver/lib/models/account");

function option(words, name, fallback) {
  const joined = words.find((word) => word.startsWith(`${name}=`));
  if (joined) return joined.slice(name.length + 1);
  const at = words.indexOf(name);
  return at >= 0 ? words[at + 1] : fallback;
}

function port(address) {
  return Number(address.slice(address.lastIndexOf(":") + 1));
}

function signed(request) {
  const { searchParams } = new URL(request.url, "http://minio");
  const { authorization } = request.headers;
  return authorization || searchParams.has("X-Amz-Signature") || searchParams.has("Signature");
}

function answerHealth(request, response) {
  response.writeHead(/^\/minio\/health\/(live|ready|cluster)$/.test(request.url) ? 200 : 404);
  response.end();
}

const words = process.argv.slice(2);
if (words[0] === "minio") words.shift();
if (words[0] !== "server" || !words[1]) {
  console.error("usage: minio server FOLDER [--address :9000] [--console-address :9001]");
  process.exit(2);
}
const user = process.env.MINIO_ROOT_USER || "minioadmin";
const password = process.env.MINIO_ROOT_PASSWORD || "minioadmin";
if (user.length < 3 || password.length < 8) {
  console.error("FATAL: MINIO_ROOT_USER needs 3 characters, MINIO_ROOT_PASSWORD 8");
  process.exit(1);
}
accounts.DUMMY_ACCOUNT.revokeAccessKey("S3RVER");
accounts.DUMMY_ACCOUNT.createKeyPair(user, password);

const storage = new S3rver({ directory: words[1], silent: true, vhostBuckets: false }).callback();
const api = port(option(words, "--address", ":9000"));
const page = port(option(words, "--console-address", process.env.MINIO_CONSOLE_ADDRESS || ":9001"));
http.createServer((request, response) => {
  if (request.url.startsWith("/minio/")) return answerHealth(request, response);
  if (signed(request)) return storage(request, response);
  response.writeHead(403, { "Content-Type": "application/xml" });
  response.end('<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>');
}).listen(api);
http.createServer((_, response) => {
  response.writeHead(200, { "Content-Type": "text/plain" });
  response.end("No console: s3rver stands in for MinIO here.\n");
}).listen(page);
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => process.exit(0));
console.log(`s3rver, standing in for MinIO: S3 on :${api}, a page on :${page}, data in ${words[1]}`);
