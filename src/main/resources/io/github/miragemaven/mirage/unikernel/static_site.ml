(* What to answer to a request: a file, or why there is none. *)

open Lwt.Infix

let index = "index.html"
let not_found_page = "404.html"

(* A page is looked at again on each visit, which costs one short exchange: a
   new kernel shows at once. What pages refer to may be a little out of date. *)
let cache_control content_type =
  if Content_type.is_page content_type then "no-cache"
  else "public, max-age=300"

let page_headers =
  let content_type = Content_type.of_extension "html" in
  [
    ("Content-Type", content_type);
    ("Cache-Control", cache_control content_type);
  ]

(** A response that is not a file of the site. *)
let message ?(headers = []) status : Http.response =
  let text = Printf.sprintf "%d %s" status (Http.reason status) in
  let body =
    Printf.sprintf
      "<!DOCTYPE html>\n<html lang=\"en\"><title>%s</title><h1>%s</h1></html>\n"
      text text
  in
  { status; headers = page_headers @ headers; body }

module Make (Store : Mirage_kv.RO) = struct
  type file = { content_type : string; body : string; etag : string }

  type t = {
    store : Store.t;
    etags : (string, string * string) Hashtbl.t;
        (** By path: the content that was seen there, and its tag. *)
  }

  let create store = { store; etags = Hashtbl.create 64 }

  (* A compiled-in file is the same string each time, so it is digested only
     once. Files that are read from a directory come as a new string, and are
     digested again because they may have changed. *)
  let etag t path body =
    match Hashtbl.find_opt t.etags path with
    | Some (seen, etag) when seen == body -> etag
    | _ ->
        let etag = Printf.sprintf "%S" (Digest.to_hex (Digest.string body)) in
        Hashtbl.replace t.etags path (body, etag);
        etag

  let read t segments =
    let path = String.concat "/" segments in
    Store.get t.store (Mirage_kv.Key.v path) >>= function
    | Ok body ->
        let content_type = Content_type.of_name path in
        Lwt.return (`File { content_type; body; etag = etag t path body })
    | Error (`Value_expected _) -> Lwt.return `Directory
    | Error (`Not_found _ | `Dictionary_expected _) -> Lwt.return `Nothing
    | Error error -> Lwt.fail_with (Fmt.to_to_string Store.pp_error error)

  let find t ({ segments; is_directory; _ } as path : Http.path) =
    let find_index otherwise =
      read t (segments @ [ index ]) >|= function
      | `File file -> otherwise file
      | `Directory | `Nothing -> `Nothing
    in
    if is_directory then find_index (fun file -> `File file)
    else
      read t segments >>= function
      | `Directory -> find_index (fun _ -> `Moved (Http.as_directory path))
      | (`File _ | `Nothing) as found -> Lwt.return found

  let file_response request { content_type; body; etag } : Http.response =
    let validators =
      [ ("ETag", etag); ("Cache-Control", cache_control content_type) ]
    in
    if Http.has_current request etag then
      { status = 304; headers = validators; body = "" }
    else
      let headers =
        ("Content-Type", content_type)
        :: ("X-Content-Type-Options", "nosniff")
        :: validators
      in
      { status = 200; headers; body }

  let not_found t : Http.response Lwt.t =
    read t [ not_found_page ] >|= function
    | `Directory | `Nothing -> message 404
    | `File { body; _ } -> { status = 404; headers = page_headers; body }

  (** [respond t request] is the answer to [request]. For a [HEAD] it has the
      body of the [GET], so that both have the same headers. *)
  let respond t (request : Http.request) =
    match (request.meth, Http.parse_target request.target) with
    | ("GET" | "HEAD"), None -> Lwt.return (message 400)
    | ("GET" | "HEAD"), Some path -> (
        find t path >>= function
        | `File file -> Lwt.return (file_response request file)
        | `Moved location ->
            Lwt.return (message 301 ~headers:[ ("Location", location) ])
        | `Nothing -> not_found t)
    | _ -> Lwt.return (message 405 ~headers:[ ("Allow", "GET, HEAD") ])
end
