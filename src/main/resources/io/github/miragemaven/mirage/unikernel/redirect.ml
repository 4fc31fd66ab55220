(* Redirects and rewrites of a site, as the page on the archive's format defines
   them. *)

type t = {
  pattern : string list;  (** Segments. *)
  target : string;  (** A path that starts with a slash, or a URL. *)
  status : int;
  forced : bool;  (** Applies even if the site has a file for the path. *)
}

type outcome =
  | Location of string  (** The value of [Location]. *)
  | Page of { segments : string list; is_directory : bool }
      (** The path of the file to send. *)

let segments path =
  List.filter (fun segment -> segment <> "") (String.split_on_char '/' path)

let statuses = [ 200; 301; 302; 303; 307; 308; 404; 410 ]
let sends_page status = List.mem status [ 200; 404; 410 ]

(** [matched pattern path] is what the names in [pattern] stand for in [path]
    (both are segments), or [None] if it does not match. *)
let matched pattern path =
  let rec go bound pattern path =
    match (pattern, path) with
    | [], [] -> Some bound
    | [ "*" ], rest -> Some (("splat", rest) :: bound)
    | name :: pattern, segment :: path
      when String.length name > 1 && name.[0] = ':' ->
        let name = String.sub name 1 (String.length name - 1) in
        go ((name, [ segment ]) :: bound) pattern path
    | expected :: pattern, segment :: path when String.equal expected segment ->
        go bound pattern path
    | _ -> None
  in
  go [] pattern path

(* The longest bound name that [target] has at [start], with its value. *)
let bound_at bound target start =
  let rest = String.sub target start (String.length target - start) in
  List.filter (fun (name, _) -> String.starts_with ~prefix:name rest) bound
  |> List.sort (fun (a, _) (b, _) ->
         Int.compare (String.length b) (String.length a))
  |> function
  | [] -> None
  | longest :: _ -> Some longest

(* A colon without a bound name, as in "https://", stays. *)
let expand ~encode bound target =
  let length = String.length target in
  let expanded = Buffer.create length in
  let rec go i =
    if i < length then
      match
        if target.[i] = ':' then bound_at bound target (i + 1) else None
      with
      | Some (name, segments) ->
          Buffer.add_string expanded
            (String.concat "/" (List.map encode segments));
          go (i + 1 + String.length name)
      | None ->
          Buffer.add_char expanded target.[i];
          go (i + 1)
  in
  go 0;
  Buffer.contents expanded

let with_query location query =
  if query = "" || String.contains location '?' then location
  else
    match String.index_opt location '#' with
    | None -> location ^ query
    | Some i ->
        String.sub location 0 i ^ query
        ^ String.sub location i (String.length location - i)

let outcome redirect bound ~query =
  if sends_page redirect.status then
    let path = expand ~encode:Fun.id bound redirect.target in
    let is_directory = String.ends_with ~suffix:"/" path in
    Page { segments = segments path; is_directory }
  else
    let encode = Http.percent_encode in
    Location (with_query (expand ~encode bound redirect.target) query)

(** [find redirects path ~has_file] is the status and the outcome for [path];
    [None] if no redirect applies to it. *)
let rec find redirects (path : Http.path) ~has_file =
  match redirects with
  | [] -> None
  | redirect :: rest -> (
      match matched redirect.pattern path.segments with
      | None -> find rest path ~has_file
      | Some _ when has_file && not redirect.forced -> None
      | Some bound ->
          Some (redirect.status, outcome redirect bound ~query:path.query))
