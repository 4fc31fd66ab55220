// Loaded into each Node.js process of a site's build: hides the directory MIRAGE_HIDDEN_DIRECTORY
// from programs that list its parent. Eleventy would take pages in Maven's build directory for
// templates, and reads no .gitignore above the directory that it runs in.
const fs = require("node:fs");
const { basename, dirname } = require("node:path");

const hidden = process.env.MIRAGE_HIDDEN_DIRECTORY;
const name = basename(hidden);
const parent = dirname(hidden);

function visible(directory, entries) {
  if (fs.realpathSync(directory) !== parent) {
    return entries;
  }
  return entries.filter((entry) => String(entry.name ?? entry) !== name);
}

const { readdir, readdirSync } = fs;
const { readdir: readdirPromise } = fs.promises;

fs.readdir = (directory, ...rest) => {
  const callback = rest.pop();
  readdir(directory, ...rest, (error, entries) =>
    callback(error, error ? entries : visible(directory, entries)),
  );
};
fs.readdirSync = (directory, ...rest) => visible(directory, readdirSync(directory, ...rest));
fs.promises.readdir = async (directory, ...rest) =>
  visible(directory, await readdirPromise(directory, ...rest));

require("node:module").syncBuiltinESMExports();
