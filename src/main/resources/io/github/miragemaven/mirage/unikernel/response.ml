(* Responses, and how their heads are written. *)

type part =
  | Text of string
  | Slice of { of_ : Site.representation; offset : int; length : int }

type t = {
  status : int;
  headers : (string * string) list;
  lines : string;  (** More header lines, each ending in CR LF. *)
  body : part list;
}

let reason = function
  | 200 -> "OK"
  | 206 -> "Partial Content"
  | 301 -> "Moved Permanently"
  | 302 -> "Found"
  | 303 -> "See Other"
  | 304 -> "Not Modified"
  | 307 -> "Temporary Redirect"
  | 308 -> "Permanent Redirect"
  | 400 -> "Bad Request"
  | 404 -> "Not Found"
  | 405 -> "Method Not Allowed"
  | 410 -> "Gone"
  | 412 -> "Precondition Failed"
  | 416 -> "Range Not Satisfiable"
  | 431 -> "Request Header Fields Too Large"
  | 500 -> "Internal Server Error"
  | 503 -> "Service Unavailable"
  | 505 -> "HTTP Version Not Supported"
  | _ -> "Unknown"

let length_of_part = function
  | Text text -> String.length text
  | Slice { length; _ } -> length

let length body =
  List.fold_left (fun sum part -> sum + length_of_part part) 0 body

(** A response whose body is made here. *)
let message ?(headers = []) status =
  let text = Printf.sprintf "%d %s" status (reason status) in
  let body =
    Printf.sprintf
      "<!DOCTYPE html>\n<html lang=\"en\"><title>%s</title><h1>%s</h1></html>\n"
      text text
  in
  let headers =
    ("Content-Type", "text/html; charset=utf-8")
    :: ("Cache-Control", "no-cache")
    :: headers
  in
  { status; headers; lines = ""; body = [ Text body ] }

(* A 304 has no body, and its length would be that of the file. *)
let length_header { status; body; _ } =
  if status = 304 then []
  else [ ("Content-Length", string_of_int (length body)) ]

(** [render_head response] is what precedes the body on the wire. *)
let render_head ~now ~keep_alive response =
  let connection = if keep_alive then "keep-alive" else "close" in
  let headers =
    [ ("Date", Http_date.format now); ("Connection", connection) ]
    @ response.headers @ length_header response
  in
  let rendered = Buffer.create 512 in
  let line format = Printf.bprintf rendered (format ^^ "\r\n") in
  line "HTTP/1.1 %d %s" response.status (reason response.status);
  List.iter (fun (name, value) -> line "%s: %s" name value) headers;
  Buffer.add_string rendered response.lines;
  line "";
  Buffer.contents rendered
