#!/bin/sh
# The smallest site generator: one page for each line of words.txt.
set -eu

mkdir -p out .cache
date > .cache/last-run
while read -r word; do
  echo "page: $word"
  printf '<!doctype html>\n<title>%s</title>\n<h1>%s</h1>\n' "$word" "$word" > "out/$word.html"
done < words.txt
cp out/hello.html out/index.html
