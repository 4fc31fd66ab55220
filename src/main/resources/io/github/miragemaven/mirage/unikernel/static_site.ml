(* What to answer to a request: a file, a part of it, or why there is none.
   Nothing in here waits, so all of it can be tested without a network. *)

let index = "index.html"
let not_found_page = "404.html"

(* {1 Files} *)

let whole (representation : Site.representation) =
  Response.Slice
    { of_ = representation; offset = 0; length = representation.length }

let encoding_headers (file : Site.file) (chosen : Site.representation) =
  (match chosen.encoding with
  | Identity -> []
  | Gzip -> [ ("Content-Encoding", "gzip") ])
  @
  if Option.is_some file.gzip then [ ("Vary", "Accept-Encoding") ] else []

(* What a 304 repeats. *)
let validators (file : Site.file) (chosen : Site.representation) =
  ("ETag", chosen.etag)
  ::
  (match file.modified with
  | None -> []
  | Some time -> [ ("Last-Modified", Http_date.format time) ])

(** [page status file] is a file that is sent in place of another. It has no
    validators, because it is not what was asked for. *)
let page request status (file : Site.file) : Response.t =
  let chosen = Accept_encoding.(choose (of_request request) file) in
  let content_type = ("Content-Type", file.content_type) in
  {
    status;
    headers = content_type :: encoding_headers file chosen;
    lines = file.headers;
    body = [ whole chosen ];
  }

(* {1 Parts of files} *)

let slice of_ ({ offset; length } : Byte_range.t) =
  Response.Slice { of_; offset; length }

(** The body of several ranges (RFC 9110, section 14.6). The ETag is a digest of
    the file, so the file cannot contain it as the boundary. *)
let multipart (file : Site.file) ranges =
  let representation = file.identity in
  let boundary =
    String.concat "" (String.split_on_char '"' representation.etag)
  in
  let total = representation.length in
  let head range =
    Printf.sprintf
      "\r\n--%s\r\nContent-Type: %s\r\nContent-Range: %s\r\n\r\n" boundary
      file.content_type
      (Byte_range.content_range ~total range)
  in
  let part range =
    [ Response.Text (head range); slice representation range ]
  in
  let last = Response.Text (Printf.sprintf "\r\n--%s--\r\n" boundary) in
  (boundary, List.concat_map part ranges @ [ last ])

(* Ranges refer to the identity encoding: the parts of a compressed file are of
   no use without the others. *)
let asked_ranges (request : Http.request) accepted (file : Site.file) =
  match (request.meth, Http.values request "range") with
  | "GET", [ value ] when accepted.Accept_encoding.identity > 0 ->
      Byte_range.parse ~total:file.identity.length value
  | _ -> `Whole

let file_response (request : Http.request) (file : Site.file) : Response.t =
  let accepted = Accept_encoding.of_request request in
  let asked = asked_ranges request accepted file in
  let chosen =
    match asked with
    | `Whole -> Accept_encoding.choose accepted file
    | `Ranges _ | `Unsatisfiable -> file.identity
  in
  let etag = chosen.etag and modified = file.modified in
  let headers = encoding_headers file chosen @ validators file chosen in
  let respond status headers body : Response.t =
    { status; headers; lines = file.headers; body }
  in
  let content = ("Accept-Ranges", "bytes") :: headers in
  let typed = ("Content-Type", file.content_type) :: content in
  match Precondition.check request ~etag ~modified with
  | `Failed -> Response.message 412
  | `Not_modified -> respond 304 headers []
  | `Proceed -> (
      match asked with
      | (`Ranges _ | `Unsatisfiable)
        when not (Precondition.allows_range request ~etag ~modified) ->
          respond 200 typed [ whole chosen ]
      | `Whole -> respond 200 typed [ whole chosen ]
      | `Unsatisfiable ->
          let total = Printf.sprintf "bytes */%d" chosen.length in
          Response.message 416 ~headers:[ ("Content-Range", total) ]
      | `Ranges [ range ] ->
          let total = chosen.length in
          let shown = Byte_range.content_range ~total range in
          let headers = ("Content-Range", shown) :: typed in
          respond 206 headers [ slice chosen range ]
      | `Ranges ranges ->
          let boundary, body = multipart file ranges in
          let content_type = "multipart/byteranges; boundary=" ^ boundary in
          respond 206 (("Content-Type", content_type) :: content) body)

(* {1 Paths} *)

(** [find site path] is the file for [path]. A page is found without its
    extension too. *)
let find (site : Site.t) ({ segments; is_directory; _ } as path : Http.path) =
  let file segments = site.find (String.concat "/" segments) in
  let index_file = lazy (file (segments @ [ index ])) in
  if is_directory then
    match index_file with
    | (lazy (Some file)) -> `File file
    | (lazy None) -> `Nothing
  else
    let name = String.concat "/" segments in
    match (site.find name, lazy (site.find (name ^ ".html")), index_file) with
    | Some file, _, _ | None, (lazy (Some file)), _ -> `File file
    | None, _, (lazy (Some _)) -> `Moved (Http.as_directory path)
    | _ -> `Nothing

let not_found request (site : Site.t) =
  match site.find not_found_page with
  | None -> Response.message 404
  | Some file -> page request 404 file

let answer (site : Site.t) request (path : Http.path) =
  let found = find site path in
  let has_file = match found with `Nothing -> false | _ -> true in
  match Redirect.find site.redirects path ~has_file with
  | Some (status, Location location) ->
      Response.message status ~headers:[ ("Location", location) ]
  | Some (status, Page { segments; is_directory }) -> (
      let target = { path with segments; is_directory } in
      match (find site target, status) with
      | `File file, 200 -> file_response request file
      | `File file, _ -> page request status file
      | (`Moved _ | `Nothing), _ -> not_found request site)
  | None -> (
      match found with
      | `File file -> file_response request file
      | `Moved location ->
          Response.message 301 ~headers:[ ("Location", location) ]
      | `Nothing -> not_found request site)

(** [respond site request] is the answer to [request]. For a [HEAD] it has the
    body of the [GET], so that both have the same headers. *)
let respond site (request : Http.request) =
  match (request.meth, Http.parse_target request.target) with
  | ("GET" | "HEAD"), None -> Response.message 400
  | ("GET" | "HEAD"), Some path -> answer site request path
  | _ -> Response.message 405 ~headers:[ ("Allow", "GET, HEAD") ]
