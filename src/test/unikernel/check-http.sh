#!/usr/bin/env bash
#
# Checks a running static-site unikernel from outside, with curl.
#
#   check-http.sh BASE_URL SITE_DIR
#
# BASE_URL is where it answers, such as http://127.0.0.1:8080, and SITE_DIR is
# the directory that it serves. Every file there is fetched and compared. Checks
# that need something the site does not have (a directory with an index.html, a
# 404.html, an empty file, …) are skipped. _headers and _redirects are not part of
# the site; the redirects without placeholders are checked.
#
# Prints one line per check. The exit code is 0 if nothing failed.

set -u
export LC_ALL=C # so that ${#string} and ${string:i:1} are about bytes

if [[ $# -ne 2 || $1 != http://* || ! -d $2 ]]; then
  sed -n '3,5s/^# \{0,1\}//p' "$0" >&2
  exit 2
fi

base=${1%/}
site=${2%/}
authority=${base#http://}
host=${authority%:*}
port=${authority##*:}
[[ $port == "$authority" ]] && port=80

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

passed=0
failed=0
skipped=0

pass() {
  passed=$((passed + 1))
  printf 'ok    %s\n' "$1"
}

fail() {
  failed=$((failed + 1))
  printf 'FAIL  %s: %s\n' "$1" "$2"
}

skip() {
  skipped=$((skipped + 1))
  printf 'skip  %s: %s\n' "$1" "$2"
}

# same NAME EXPECTED ACTUAL
same() {
  if [[ $2 == "$3" ]]; then pass "$1"; else fail "$1" "expected '$2', got '$3'"; fi
}

# whether NAME PROBLEM COMMAND...: passes if the command succeeds.
whether() {
  if "${@:3}"; then pass "$1"; else fail "$1" "$2"; fi
}

# get CURL_OPTIONS... URL: the status; leaves $work/head and $work/body.
get() {
  : >"$work/head"
  : >"$work/body"
  curl -sS -g --path-as-is --max-time 30 -D "$work/head" -o "$work/body" \
    -w '%{http_code}' "$@"
}

# header NAME: its value in the last answer.
header() {
  local line
  while IFS= read -r line; do
    line=${line%$'\r'}
    [[ ${line%%:*} == "$1" ]] && printf '%s' "${line#*: }" && return
  done <"$work/head"
}

# raw SECONDS TEXT: what comes back for TEXT, byte for byte, on a connection of
# its own, until the server closes it or the time is over.
raw() {
  # shellcheck disable=SC2016 # the inner shell expands them
  timeout "$1" bash -c '
    exec 3<>"/dev/tcp/$1/$2" || exit
    printf "%b" "$3" >&3
    cat <&3' raw "$host" "$port" "$2" 2>"$work/raw-errors"
}

# raw_status NAME EXPECTED TEXT
raw_status() {
  local answer
  answer=$(raw 10 "$3" | head -n 1)
  answer=${answer#HTTP/1.1 }
  same "$1" "$2" "${answer:0:3}"
}

# The path of a file, as it is written in a URL.
encode() {
  local i byte encoded=
  for ((i = 0; i < ${#1}; i++)); do
    byte=${1:i:1}
    case $byte in
      [A-Za-z0-9/._~-]) encoded+=$byte ;;
      *) printf -v encoded '%s%%%02X' "$encoded" "'$byte" ;;
    esac
  done
  # A byte above 127 may have come out sign-extended.
  printf '%s' "${encoded//%FFFFFFFFFFFFFF/%}"
}

# The first path below the site that find, with these tests, comes upon.
first() {
  (cd "$site" && find . -mindepth 1 "$@" 2>/dev/null) | sort | head -n 1 | sed 's|^\./||'
}

content_type() {
  case ${1##*.} in
    html | htm) echo 'text/html; charset=utf-8' ;;
    css) echo 'text/css; charset=utf-8' ;;
    js | mjs) echo 'text/javascript; charset=utf-8' ;;
    txt) echo 'text/plain; charset=utf-8' ;;
    xml) echo 'application/xml; charset=utf-8' ;;
    atom) echo 'application/atom+xml; charset=utf-8' ;;
    rss) echo 'application/rss+xml; charset=utf-8' ;;
    json) echo 'application/json' ;;
    svg) echo 'image/svg+xml; charset=utf-8' ;;
    png) echo 'image/png' ;;
    jpg | jpeg) echo 'image/jpeg' ;;
    gif) echo 'image/gif' ;;
    webp) echo 'image/webp' ;;
    avif) echo 'image/avif' ;;
    ico) echo 'image/x-icon' ;;
    woff) echo 'font/woff' ;;
    woff2) echo 'font/woff2' ;;
    pdf) echo 'application/pdf' ;;
    wasm) echo 'application/wasm' ;;
    mp4) echo 'video/mp4' ;;
    webm) echo 'video/webm' ;;
  esac
}

# --- files -------------------------------------------------------------------

check_root() {
  same 'GET / answers 200' 200 "$(get "$base/")"
  whether 'GET / is index.html' 'its content differs' \
    cmp -s "$work/body" "$site/index.html"
  same 'GET / is HTML' 'text/html; charset=utf-8' "$(header Content-Type)"
  same 'GET / has its length' "$(wc -c <"$site/index.html" | tr -d ' ')" \
    "$(header Content-Length)"
  whether 'GET / has Cache-Control' none [ -n "$(header Cache-Control)" ]
  whether 'GET / has a Date' none [ -n "$(header Date)" ]
  same 'a query is ignored' 200 "$(get "$base/?a=b&c=%zz")"
}

check_file() {
  local file=$1 status expected
  status=$(get "$base/$(encode "$file")")
  if [[ $status != 200 ]]; then
    fail "/$file" "status $status"
  elif ! cmp -s "$work/body" "$site/$file"; then
    fail "/$file" 'its content differs'
  else
    expected=$(content_type "$file")
    same "/$file (${expected:-any type})" "${expected:-$(header Content-Type)}" \
      "$(header Content-Type)"
  fi
}

check_files() {
  local file
  while IFS= read -r -d '' file; do
    check_file "${file#"$site/"}"
  done < <(find "$site" -type f ! -path "$site/_redirects" \
    ! -path "$site/_headers" -print0 | sort -z)
}

# has NAME FILE: says which kinds of file the site had to offer.
has() {
  if [[ $2 ]]; then
    pass "the site has $1 (/$2)"
  else
    skip "the site has $1" 'no such file'
  fi
}

check_kinds() {
  has 'an empty file' "$(first -type f -size 0)"
  has 'a file of 1 MB or more' "$(first -type f -size +1999)"
  has 'a name with spaces' "$(first -type f -name '* *')"
  has 'a name that is not ASCII' "$(first -type f -name '*[! -~]*')"
}

# --- what is not there ---------------------------------------------------------

check_not_found() {
  same 'a missing file answers 404' 404 "$(get "$base/no-such-file-here")"
  if [[ ! -f $site/404.html ]]; then
    same 'the 404 page is HTML' 'text/html; charset=utf-8' "$(header Content-Type)"
    skip "the 404 page is the site's" 'no 404.html'
  else
    whether "the 404 page is the site's" 'its content differs' \
      cmp -s "$work/body" "$site/404.html"
  fi
  same 'a missing directory answers 404' 404 "$(get "$base/no/such/directory/")"
  same 'below a file is nothing' 404 "$(get "$base/index.html/more")"
  same 'a file is no directory' 404 "$(get "$base/index.html/")"
}

check_directories() {
  local page directory
  page=$(first -mindepth 2 -type f -name index.html)
  if [[ ! $page ]]; then
    skip 'directories' 'none has an index.html'
    return
  fi
  directory=$(encode "${page%/index.html}")
  same "/$directory/ answers 200" 200 "$(get "$base/$directory/")"
  whether "/$directory/ is its index.html" 'its content differs' \
    cmp -s "$work/body" "$site/$page"
  same "/$directory answers 301" 301 "$(get "$base/$directory")"
  same "/$directory leads to /$directory/" "/$directory/" "$(header Location)"
  same "//$directory stays on this host" "/$directory/" \
    "$(get "$base//$directory" >/dev/null; header Location)"
  same "/$directory?q keeps its query" "/$directory/?q=1" \
    "$(get "$base/$directory?q=1" >/dev/null; header Location)"
}

check_clean_urls() {
  local page name
  page=$(first -type f -name '*.html' ! -name index.html ! -name 404.html)
  if [[ ! $page ]]; then
    skip 'pages without their extension' 'no such page'
    return
  fi
  name=$(encode "${page%.html}")
  same "/$name answers 200" 200 "$(get "$base/$name")"
  whether "/$name is /$page" 'its content differs' cmp -s "$work/body" "$site/$page"
  same "/$name/ answers 404" 404 "$(get "$base/$name/")"
}

# Rules of the form "/from /to [status]", without placeholders.
check_redirects() {
  local from to status rest checked=0
  while read -r from to status rest; do
    [[ $from != /* || $from == *[:*]* || $status == *! ]] && continue
    case ${status:=301} in
      301 | 302 | 303 | 307 | 308)
        same "$from answers $status" "$status" "$(get "$base$from")"
        same "$from leads to $to" "$to" "$(header Location)"
        ;;
      *) same "$from answers $status" "$status" "$(get "$base$from")" ;;
    esac
    checked=$((checked + 1))
  done < <(cat "$site/_redirects" 2>/dev/null)
  [[ $checked -gt 0 ]] || skip 'redirects' 'no simple rule in _redirects'
}

check_refused_paths() {
  local path
  for path in /../index.html /a/../../index.html /%2e%2e/index.html \
    /..%2findex.html /./index.html /%00 /index.html%00 /%0d%0aX:y /%7f \
    /a%2fb /%zz /%4 /%; do
    same "$path answers 400" 400 "$(get "$base$path")"
  done
}

# --- methods and conditions ----------------------------------------------------

check_methods() {
  local method length
  get "$base/" >/dev/null
  length=$(header Content-Length)
  same 'HEAD / answers 200' 200 "$(get -I "$base/")"
  same 'HEAD / has the length of GET /' "$length" "$(header Content-Length)"
  same 'HEAD of a missing file answers 404' 404 "$(get -I "$base/no-such-file-here")"
  for method in POST PUT DELETE OPTIONS PATCH TRACE WHATEVER; do
    same "$method answers 405" 405 "$(get -X "$method" "$base/")"
    same "$method is told what is allowed" 'GET, HEAD' "$(header Allow)"
  done
  same 'POST with a body answers 405' 405 "$(get -d 'some=thing' "$base/")"
  same 'POST with a large body answers 405' 405 \
    "$(head -c 300000 /dev/zero | get -H 'Expect:' --data-binary @- "$base/")"
}

check_conditions() {
  local etag tags
  get "$base/" >/dev/null
  etag=$(header ETag)
  whether 'GET / has a strong ETag' "'$etag'" grep -q '^"..*"$' <<<"$etag"
  for tags in "$etag" "W/$etag" '*' "\"other\", $etag" "\"other\",W/$etag , \"more\""; do
    same "If-None-Match: $tags answers 304" 304 \
      "$(get -H "If-None-Match: $tags" "$base/")"
    [[ ! -s $work/body ]] || fail "If-None-Match: $tags has no body" 'it has one'
  done
  same 'a 304 repeats the ETag' "$etag" "$(header ETag)"
  same 'another ETag answers 200' 200 "$(get -H 'If-None-Match: "other"' "$base/")"
  same 'two If-None-Match headers answer 304' 304 \
    "$(get -H 'If-None-Match: "other"' -H "If-None-Match: $etag" "$base/")"
  same 'HEAD with If-None-Match answers 304' 304 \
    "$(get -I -H "If-None-Match: $etag" "$base/")"
  same 'If-None-Match does not turn a 404 into a 304' 404 \
    "$(get -H 'If-None-Match: *' "$base/no-such-file-here")"
}

check_dates() {
  local modified status
  get "$base/" >/dev/null
  modified=$(header Last-Modified)
  if [[ ! $modified ]]; then
    skip 'conditions on dates' 'no Last-Modified'
    return
  fi
  for status in "304 $modified" "200 Sun, 06 Nov 1994 08:49:37 GMT" \
    "200 Sunday, 06-Nov-94 08:49:37 GMT" "200 Sun Nov  6 08:49:37 1994" \
    "304 Fri, 31 Dec 2100 00:00:00 GMT" "200 nonsense"; do
    same "If-Modified-Since: ${status#* } answers ${status%% *}" "${status%% *}" \
      "$(get -H "If-Modified-Since: ${status#* }" "$base/")"
  done
  same 'If-None-Match goes before If-Modified-Since' 200 \
    "$(get -H 'If-None-Match: "other"' -H "If-Modified-Since: $modified" "$base/")"
  same 'If-Unmodified-Since of then answers 200' 200 \
    "$(get -H "If-Unmodified-Since: $modified" "$base/")"
  same 'If-Unmodified-Since of before answers 412' 412 \
    "$(get -H 'If-Unmodified-Since: Sun, 06 Nov 1994 08:49:37 GMT' "$base/")"
}

check_if_match() {
  local etag
  get "$base/" >/dev/null
  etag=$(header ETag)
  same 'If-Match with the ETag answers 200' 200 "$(get -H "If-Match: $etag" "$base/")"
  same 'If-Match: * answers 200' 200 "$(get -H 'If-Match: *' "$base/")"
  same 'If-Match with another ETag answers 412' 412 "$(get -H 'If-Match: "x"' "$base/")"
  same 'If-Match with a weak ETag answers 412' 412 "$(get -H "If-Match: W/$etag" "$base/")"
}

# --- encodings -------------------------------------------------------------------

encoding_of() {
  get -H "Accept-Encoding: $1" "$base/" >/dev/null
  header Content-Encoding
}

check_encodings() {
  local accepted etag
  get "$base/" >/dev/null
  etag=$(header ETag)
  same 'without Accept-Encoding nothing is compressed' '' "$(header Content-Encoding)"
  if [[ $(encoding_of gzip) != gzip ]]; then
    skip 'gzip' '/ is not compressed'
    return
  fi
  whether 'gzip has the same content' 'it differs' \
    cmp -s <(gunzip <"$work/body") "$site/index.html"
  same 'gzip varies' Accept-Encoding "$(header Vary)"
  whether 'gzip has another ETag' "'$etag' too" [ "$(header ETag)" != "$etag" ]
  same 'If-None-Match with the ETag of gzip answers 304' 304 \
    "$(get -H 'Accept-Encoding: gzip' -H "If-None-Match: $(header ETag)" "$base/")"
  same 'a 304 varies' Accept-Encoding "$(header Vary)"
  for accepted in 'gzip;q=0.1' 'br, gzip' '*' 'x-gzip' 'identity;q=0.5, gzip' 'identity;q=0, *'; do
    same "Accept-Encoding: $accepted gets gzip" gzip "$(encoding_of "$accepted")"
  done
  for accepted in identity 'gzip;q=0' 'gzip;q=0, *' 'identity, gzip;q=0.9' br '*;q=0'; do
    same "Accept-Encoding: $accepted gets none" '' "$(encoding_of "$accepted")"
  done
}

# --- ranges ----------------------------------------------------------------------

# range NAME VALUE OFFSET LENGTH: the answer is this part of index.html.
range() {
  same "$1 answers 206" 206 "$(get -H "Range: bytes=$2" "$base/")"
  whether "$1 is that part" 'its content differs' cmp -s "$work/body" \
    <(tail -c "+$(($3 + 1))" "$site/index.html" | head -c "$4")
  same "$1 says so" "bytes $3-$(($3 + $4 - 1))/$total" "$(header Content-Range)"
}

check_ranges() {
  local total etag modified value boundary
  total=$(wc -c <"$site/index.html" | tr -d ' ')
  get "$base/" >/dev/null
  etag=$(header ETag)
  modified=$(header Last-Modified)
  same 'GET / accepts ranges' bytes "$(header Accept-Ranges)"
  if [[ $total -lt 20 ]]; then
    skip 'ranges' 'index.html is too short'
    return
  fi
  range 'the first ten bytes' 0-9 0 10
  range 'one byte' 5-5 5 1
  range 'from a byte on' 10- 10 $((total - 10))
  range 'the last bytes' -7 $((total - 7)) 7
  range 'more than there is' "3-$((total + 1000))" 3 $((total - 3))
  range 'a suffix of more than all' "-$((total + 1))" 0 "$total"
  range 'what can be satisfied' "$total-,2-3" 2 2
  same 'a range goes before gzip' '' \
    "$(get -H 'Range: bytes=0-9' -H 'Accept-Encoding: gzip' "$base/" >/dev/null; header Content-Encoding)"
  for value in "$total-" -0 99999999999999999999-; do
    same "Range: bytes=$value answers 416" 416 "$(get -H "Range: bytes=$value" "$base/")"
    same "Range: bytes=$value is told the length" "bytes */$total" "$(header Content-Range)"
  done
  for value in bytes=0-5,3-9 bytes=5-2 bytes=x items=0-5 bytes= \
    "bytes=$(printf '0-0,%.0s' {1..50})1-1"; do
    same "Range: ${value:0:20} answers 200" 200 "$(get -H "Range: $value" "$base/")"
    whether "Range: ${value:0:20} gets the whole file" 'it differs' \
      cmp -s "$work/body" "$site/index.html"
  done
  same 'HEAD ignores a range' 200 "$(get -I -H 'Range: bytes=0-9' "$base/")"
  same 'If-Range with the ETag answers 206' 206 \
    "$(get -H 'Range: bytes=0-9' -H "If-Range: $etag" "$base/")"
  same 'If-Range with another ETag answers 200' 200 \
    "$(get -H 'Range: bytes=0-9' -H 'If-Range: "x"' "$base/")"
  same 'If-Range with a weak ETag answers 200' 200 \
    "$(get -H 'Range: bytes=0-9' -H "If-Range: W/$etag" "$base/")"
  [[ ! $modified ]] || same 'If-Range with the date answers 206' 206 \
    "$(get -H 'Range: bytes=0-9' -H "If-Range: $modified" "$base/")"
  same 'If-Range with another date answers 200' 200 \
    "$(get -H 'Range: bytes=0-9' -H 'If-Range: Sun, 06 Nov 1994 08:49:37 GMT' "$base/")"
  same 'If-None-Match goes before Range' 304 \
    "$(get -H 'Range: bytes=0-9' -H "If-None-Match: $etag" "$base/")"
  same 'two ranges answer 206' 206 "$(get -H 'Range: bytes=0-4,10-14' "$base/")"
  boundary=$(header Content-Type)
  boundary=${boundary#multipart/byteranges; boundary=}
  multipart "$boundary" "$total" >"$work/expected"
  whether 'two ranges come as two parts' "$(head -c 200 "$work/body")" \
    cmp -s "$work/body" "$work/expected"
}

# multipart BOUNDARY TOTAL: what the ranges 0-4 and 10-14 of index.html are.
multipart() {
  local first
  for first in 0 10; do
    printf '\r\n--%s\r\nContent-Type: text/html; charset=utf-8\r\nContent-Range: bytes %d-%d/%d\r\n\r\n' \
      "$1" "$first" $((first + 4)) "$2"
    tail -c "+$((first + 1))" "$site/index.html" | head -c 5
  done
  printf '\r\n--%s--\r\n' "$1"
}

# --- requests that no browser sends ----------------------------------------------

check_malformed() {
  local long
  raw_status 'no version answers 400' 400 'GET /\r\n\r\n'
  raw_status 'words without sense answer 400' 400 'what is this\r\n\r\n'
  raw_status 'two spaces answer 400' 400 'GET  / HTTP/1.1\r\nHost: x\r\n\r\n'
  raw_status 'no host answers 400' 400 'GET / HTTP/1.1\r\n\r\n'
  raw_status 'two hosts answer 400' 400 'GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n'
  raw_status 'a header without colon answers 400' 400 'GET / HTTP/1.1\r\nHost: x\r\nwhat\r\n\r\n'
  raw_status 'a space before the colon answers 400' 400 'GET / HTTP/1.1\r\nHost : x\r\n\r\n'
  raw_status 'a folded header answers 400' 400 'GET / HTTP/1.1\r\nHost: x\r\n y\r\n\r\n'
  raw_status 'a control character answers 400' 400 'GET / HTTP/1.1\r\nHost: x\r\nA: \x01\r\n\r\n'
  raw_status 'a NUL in the path answers 400' 400 'GET /\x00 HTTP/1.1\r\nHost: x\r\n\r\n'
  raw_status 'a path without slash answers 400' 400 'GET index.html HTTP/1.1\r\nHost: x\r\n\r\n'
  raw_status 'HTTP/2.0 answers 505' 505 'GET / HTTP/2.0\r\nHost: x\r\n\r\n'
  long=$(printf '%20000s' '' | tr ' ' a)
  raw_status 'a long header answers 431' 431 "GET / HTTP/1.1\r\nHost: x\r\nA: $long\r\n\r\n"
  raw_status 'a long path answers 431' 431 "GET /$long HTTP/1.1\r\nHost: x\r\n\r\n"
  raw_status 'endless empty lines answer 431' 431 "${long//a/\\n}"
  raw_status 'an absolute target answers 200' 200 \
    'GET http://x/index.html HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'
  raw_status 'an empty line before the request is skipped' 200 \
    '\r\nGET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'
  raw_status 'line feeds alone are understood' 200 \
    'GET / HTTP/1.1\nHost: x\nConnection: close\n\n'
}

# --- connections -----------------------------------------------------------------

# answers TEXT: how many complete answers come on one connection.
answers() {
  raw 5 "$1" | grep -a -c '^HTTP/1.1 [0-9][0-9][0-9] '
}

check_connections() {
  local close='Connection: close\r\n'
  same 'curl reuses the connection' '1 0' \
    "$(curl -sS --max-time 30 -o /dev/null -o /dev/null \
      -w '%{num_connects} ' "$base/" "$base/no-such-file-here" | sed 's/ $//')"
  same 'Connection: close is honoured' close \
    "$(get -H 'Connection: close' "$base/" >/dev/null; header Connection)"
  same 'requests may follow each other at once' 3 \
    "$(answers "HEAD / HTTP/1.1\r\nHost: x\r\n\r\nHEAD /no HTTP/1.1\r\nHost: x\r\n\r\nHEAD / HTTP/1.1\r\nHost: x\r\n$close\r\n")"
  same 'nothing is answered after Connection: close' 1 \
    "$(answers "HEAD / HTTP/1.1\r\nHost: x\r\n$close\r\nHEAD / HTTP/1.1\r\nHost: x\r\n\r\n")"
  same 'a body is not taken for a request' 1 \
    "$(answers 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 26\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n')"
  same 'HTTP/1.0 closes' 1 \
    "$(answers 'HEAD / HTTP/1.0\r\n\r\nHEAD / HTTP/1.0\r\n\r\n')"
  same 'HTTP/1.0 with keep-alive goes on' 2 \
    "$(answers 'HEAD / HTTP/1.0\r\nConnection: keep-alive\r\n\r\nHEAD / HTTP/1.0\r\n\r\n')"
}

# --- load --------------------------------------------------------------------------

# ok_of CURL_OPTIONS...: how many of the URLs in $work/urls answered 200.
ok_of() {
  curl -sS --max-time 120 "$@" -w '%{http_code}\n' -K "$work/urls" 2>/dev/null |
    grep -a -c '^200$'
}

urls() {
  local i
  for ((i = 0; i < $1; i++)); do
    printf 'url = "%s/"\noutput = "/dev/null"\n' "$base"
  done >"$work/urls"
}

check_load() {
  urls 1000
  same '1000 requests, one after the other' 1000 "$(ok_of)"
  urls 100
  same '100 requests, a connection each' 100 "$(ok_of -H 'Connection: close')"
  urls 50
  same '50 requests at once' 50 "$(ok_of --parallel --parallel-immediate --parallel-max 50)"
}

# Clients that say nothing, or stop in the middle of a request or of reading.
check_slow_clients() {
  local i started took before=$SECONDS pids=()
  for ((i = 0; i < 40; i++)); do
    case $((i % 4)) in
      0) raw 25 '' ;;
      1) raw 25 'GET / HTTP/1.1\r\nHost: x\r\n' ;;
      2) raw 25 'GET / HT' ;;
      3) raw 25 'GET / HTTP/1.1\r\nHost: x\r\n\r\n' ;;
    esac >/dev/null &
    pids+=($!)
  done
  sleep 1
  started=$SECONDS
  urls 20
  same 'slow clients do not hold up others' 20 "$(ok_of --max-time 5)"
  took=$((SECONDS - started))
  whether 'others are answered at once' "it took $took s" [ "$took" -le 5 ]
  wait "${pids[@]}"
  took=$((SECONDS - before))
  whether 'idle connections are closed' "some were open for $took s" [ "$took" -lt 24 ]
  same 'it still answers' 200 "$(get "$base/")"
}

finish() {
  printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
  exit $((failed > 0))
}

if ! get "$base/" >/dev/null; then
  fail "$base answers" 'no'
  finish
fi

check_root
check_files
check_kinds
check_not_found
check_directories
check_clean_urls
check_redirects
check_refused_paths
check_methods
check_conditions
check_dates
check_if_match
check_encodings
check_ranges
check_malformed
check_connections
check_load
check_slow_clients
finish
