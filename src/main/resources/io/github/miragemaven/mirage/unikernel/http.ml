(* Requests: the part of HTTP/1.x (RFC 9110 and 9112) that a read-only site
   needs. Nothing in here waits or fails with an exception. *)

type version = Http_1_0 | Http_1_1

type request = {
  meth : string;
  target : string;
  version : version;
  headers : (string * string) list;  (** Names are in lower case. *)
}

(* {1 Characters} *)

let is_control c = c < ' ' || c = '\x7f'

let is_token_char = function
  | 'a' .. 'z' | 'A' .. 'Z' | '0' .. '9' -> true
  | '!' | '#' | '$' | '%' | '&' | '\'' | '*' | '+' | '-' | '.' -> true
  | '^' | '_' | '`' | '|' | '~' -> true
  | _ -> false

let is_token s = s <> "" && String.for_all is_token_char s

(* {1 Requests} *)

(** [split_head received] is the head of a request, without the empty line that
    ends it, and what was received after it; [None] while the head is not
    complete. Empty lines before a request are skipped, as RFC 9112 asks. *)
let split_head received =
  let length = String.length received in
  let at i c = i < length && received.[i] = c in
  let rec first i =
    if at i '\n' then first (i + 1)
    else if at i '\r' && at (i + 1) '\n' then first (i + 2)
    else i
  in
  let start = first 0 in
  let split stop next =
    Some
      ( String.sub received start (stop - start),
        String.sub received next (length - next) )
  in
  let rec search i =
    match String.index_from_opt received i '\n' with
    | None -> None
    | Some eol when at (eol + 1) '\n' -> split eol (eol + 2)
    | Some eol when at (eol + 1) '\r' && at (eol + 2) '\n' ->
        split eol (eol + 3)
    | Some eol -> search (eol + 1)
  in
  search start

let without_cr line =
  let last = String.length line - 1 in
  if last >= 0 && line.[last] = '\r' then String.sub line 0 last else line

let parse_version = function
  | "HTTP/1.0" -> Ok Http_1_0
  | "HTTP/1.1" -> Ok Http_1_1
  | version when String.starts_with ~prefix:"HTTP/" version -> Error 505
  | _ -> Error 400

let parse_request_line line =
  match String.split_on_char ' ' line with
  | [ meth; target; version ]
    when is_token meth && target <> ""
         && not (String.exists is_control target) ->
      Result.map
        (fun version -> (meth, target, version))
        (parse_version version)
  | _ -> Error 400

(* A space before the colon, or a line that continues the one before it, is
   refused: both have been used to make two servers read one request
   differently. *)
let parse_header line =
  match String.index_opt line ':' with
  | None -> Error 400
  | Some colon ->
      let name = String.sub line 0 colon in
      let after = String.length line - colon - 1 in
      let value = String.trim (String.sub line (colon + 1) after) in
      let allowed c = c = '\t' || not (is_control c) in
      if is_token name && String.for_all allowed value then
        Ok (String.lowercase_ascii name, value)
      else Error 400

let rec parse_headers = function
  | [] -> Ok []
  | line :: lines ->
      Result.bind (parse_header line) (fun header ->
          Result.map (List.cons header) (parse_headers lines))

let values (request : request) name =
  List.filter_map
    (fun (n, value) -> if String.equal n name then Some value else None)
    request.headers

(** [parse head] is the request in [head], or the status to refuse it with. *)
let parse head =
  match List.map without_cr (String.split_on_char '\n' head) with
  | [] -> Error 400
  | request_line :: header_lines -> (
      let ( let* ) = Result.bind in
      let* meth, target, version = parse_request_line request_line in
      let* headers = parse_headers header_lines in
      let request = { meth; target; version; headers } in
      match (version, values request "host") with
      | Http_1_1, [ _ ] | Http_1_0, ([] | [ _ ]) -> Ok request
      | _ -> Error 400)

(** [elements request name] is what the comma-separated lists in all headers
    [name] hold. *)
let elements request name =
  values request name
  |> List.concat_map (String.split_on_char ',')
  |> List.map String.trim

let keep_alive request =
  let options =
    List.map String.lowercase_ascii (elements request "connection")
  in
  (not (List.mem "close" options))
  && (request.version = Http_1_1 || List.mem "keep-alive" options)

(** Whether something that this server does not read follows the head. *)
let has_body request =
  values request "transfer-encoding" <> []
  || List.exists (fun length -> length <> "0") (values request "content-length")

(* {1 Paths} *)

type path = {
  segments : string list;  (** Decoded. *)
  is_directory : bool;  (** The path ends with a slash. *)
  query : string;  (** Not decoded; with its question mark, or empty. *)
}

let hex_value = function
  | '0' .. '9' as c -> Some (Char.code c - Char.code '0')
  | 'a' .. 'f' as c -> Some (Char.code c - Char.code 'a' + 10)
  | 'A' .. 'F' as c -> Some (Char.code c - Char.code 'A' + 10)
  | _ -> None

let percent_decode s =
  let length = String.length s in
  let decoded = Buffer.create length in
  let rec decode i =
    if i >= length then Some (Buffer.contents decoded)
    else if s.[i] <> '%' then (
      Buffer.add_char decoded s.[i];
      decode (i + 1))
    else if i + 2 >= length then None
    else
      match (hex_value s.[i + 1], hex_value s.[i + 2]) with
      | Some high, Some low ->
          Buffer.add_char decoded (Char.chr ((16 * high) + low));
          decode (i + 3)
      | _ -> None
  in
  decode 0

let percent_encode s =
  let encoded = Buffer.create (String.length s) in
  let encode = function
    | ('a' .. 'z' | 'A' .. 'Z' | '0' .. '9' | '-' | '.' | '_' | '~') as c ->
        Buffer.add_char encoded c
    | c -> Buffer.add_string encoded (Printf.sprintf "%%%02X" (Char.code c))
  in
  String.iter encode s;
  Buffer.contents encoded

(* Segments are decoded one by one, so that an encoded slash cannot make two
   segments of one. *)
let parse_segment segment =
  match percent_decode segment with
  | None | Some "." | Some ".." -> None
  | Some decoded ->
      let refused c = is_control c || c = '/' in
      if String.exists refused decoded then None else Some decoded

let rec parse_segments = function
  | [] -> Some []
  | segment :: segments ->
      Option.bind (parse_segment segment) (fun segment ->
          Option.map (List.cons segment) (parse_segments segments))

let cut_before c s =
  match String.index_opt s c with
  | None -> (s, "")
  | Some i -> (String.sub s 0 i, String.sub s i (String.length s - i))

(* Clients send "/path"; RFC 9112 has servers accept "http://host/path" too. *)
let without_authority target =
  let scheme = "http://" in
  let skipped = String.length scheme in
  if String.starts_with ~prefix:scheme (String.lowercase_ascii target) then
    let rest = String.sub target skipped (String.length target - skipped) in
    match cut_before '/' rest with _, "" -> "/" | _, path -> path
  else target

(** [parse_target target] is the path that [target] asks for, if it is one that
    a file could have. *)
let parse_target target =
  let path, query = cut_before '?' (without_authority target) in
  if not (String.starts_with ~prefix:"/" path) then None
  else
    let is_directory = String.ends_with ~suffix:"/" path in
    String.split_on_char '/' path
    |> List.filter (fun segment -> segment <> "")
    |> parse_segments
    |> Option.map (fun segments -> { segments; is_directory; query })

(** The same path with a slash at its end. It is built from the segments, so
    that it starts with exactly one slash: a target that starts with two would
    lead to another host. *)
let as_directory path =
  let segments = List.map percent_encode path.segments in
  "/" ^ String.concat "/" segments ^ "/" ^ path.query
