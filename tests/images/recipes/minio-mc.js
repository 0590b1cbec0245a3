// The commands of MinIO's client that jobs and checks need, with its words and exit codes:
//   mc mb [--ignore-existing] ALIAS/BUCKET…      mc ls ALIAS[/BUCKET/PREFIX]
//   mc pipe|cat|rm ALIAS/BUCKET/KEY
// where the variable MC_HOST_ALIAS is http://USER:PASSWORD@HOST:PORT. Signs with S3's version 2.
"use strict";
const crypto = require("crypto");
const http = require("http");

function host(alias) {
  const address = process.env[`MC_HOST_${alias}`];
  if (address) return new URL(address);
  console.error(`mc: <ERROR> set MC_HOST_${alias} to http://USER:PASSWORD@HOST:PORT`);
  process.exit(1);
}

// `path` may have a query, which is not signed.
function ask(target, method, path, body = "") {
  const date = new Date().toUTCString();
  const signature = crypto.createHmac("sha1", decodeURIComponent(target.password))
    .update(`${method}\n\n\n\nx-amz-date:${date}\n${path.split("?")[0]}`).digest("base64");
  const authorization = `AWS ${decodeURIComponent(target.username)}:${signature}`;
  const options = { method, path, hostname: target.hostname, port: target.port || 80,
    headers: { "x-amz-date": date, Authorization: authorization,
      "Content-Length": Buffer.byteLength(body) } };
  return new Promise((resolve, reject) => {
    http.request(options, (answer) => {
      let text = "";
      answer.on("data", (part) => { text += part; });
      answer.on("end", () => resolve({ status: answer.statusCode, text }));
    }).on("error", reject).end(body);
  });
}

// ALIAS/BUCKET/KEY as the server and its path; `=` and the like are escaped as S3 clients do.
function place(name) {
  const [alias, bucket, ...key] = name.split("/");
  const path = [bucket, ...key].map(encodeURIComponent).join("/");
  return { target: host(alias), bucket, key: key.join("/"), path: `/${path}` };
}

function fail(what, answer) {
  const code = /<Code>(.*?)<\/Code>/.exec(answer.text);
  console.error(`mc: <ERROR> Unable to ${what}. ${code ? code[1] : answer.status}`);
  process.exit(1);
}

async function makeBucket(name, ignoreExisting) {
  const [alias, bucket] = name.split("/");
  const answer = await ask(host(alias), "PUT", `/${bucket}`);
  if (answer.status === 409 && !ignoreExisting) fail(`make bucket \`${name}\``, answer);
  if (answer.status >= 300 && answer.status !== 409) fail(`make bucket \`${name}\``, answer);
  console.log(`Bucket created successfully \`${name}\`.`);
}

async function object(command, name) {
  const { target, path } = place(name);
  const method = { pipe: "PUT", cat: "GET", rm: "DELETE" }[command];
  const body = command === "pipe" ? require("fs").readFileSync(0) : "";
  const answer = await ask(target, method, path, body);
  if (answer.status >= 300) fail(`${command} \`${name}\``, answer);
  process.stdout.write(command === "cat" ? answer.text : "");
}

async function listObjects(name) {
  const { target, bucket, key } = place(name);
  const answer = await ask(target, "GET", `/${bucket}?prefix=${encodeURIComponent(key)}`);
  if (answer.status !== 200) fail(`list \`${name}\``, answer);
  for (const [, found, size] of answer.text.matchAll(/<Key>(.*?)<\/Key>.*?<Size>(.*?)<\/Size>/gs)) {
    console.log(`[${new Date().toISOString()}] ${size}B STANDARD ${found.slice(key.length)}`);
  }
}

async function list(alias) {
  const answer = await ask(host(alias.replace(/\/$/, "")), "GET", "/");
  if (answer.status !== 200) fail(`list \`${alias}\``, answer);
  for (const [, bucket] of answer.text.matchAll(/<Name>(.*?)<\/Name>/g)) {
    console.log(`[${new Date().toISOString()}]     0B ${bucket}/`);
  }
}

async function main() {
  const [command, ...words] = process.argv.slice(2);
  const names = words.filter((word) => !word.startsWith("-"));
  const ignore = words.includes("--ignore-existing") || words.includes("-p");
  if (command === "mb") for (const name of names) await makeBucket(name, ignore);
  else if (command === "ls" && /.\/./.test(names[0])) await listObjects(names[0]);
  else if (command === "ls" && names.length === 1) await list(names[0]);
  else if (["pipe", "cat", "rm"].includes(command)) await object(command, names[0]);
  else {
    console.error("usage: mc mb [--ignore-existing] ALIAS/BUCKET…, mc ls ALIAS[/BUCKET/PREFIX], " +
      "mc pipe|cat|rm ALIAS/BUCKET/KEY");
    process.exitCode = 2;
  }
}
main().catch((error) => {
  console.error(`mc: <ERROR> ${error.message}`);
  process.exit(1);
});
