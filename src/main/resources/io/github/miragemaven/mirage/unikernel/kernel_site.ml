(* The unikernel that has the site inside. *)

open Lwt.Infix

(* A page is looked at again on each visit, which costs one short exchange: a
   new kernel shows at once. What pages refer to may be a little out of date. *)
let headers content_type =
  Printf.sprintf "Cache-Control: %s\r\nX-Content-Type-Options: nosniff\r\n"
    (if Content_type.is_page content_type then "no-cache"
     else "public, max-age=300")

let describe path number content : Site.file =
  let content_type = Content_type.of_name path in
  let etag = Printf.sprintf "%S" (Digest.to_hex (Digest.string content)) in
  let length = String.length content in
  {
    content_type;
    headers = headers content_type;
    modified = None;
    identity = { number; encoding = Identity; length; etag };
    gzip = None;
  }

module Make (Stack : Tcpip.Stack.V4V6) (Store : Mirage_kv.RO) = struct
  module Server = Unikernel.Make (Stack)

  let ok = function
    | Ok x -> Lwt.return x
    | Error error -> Lwt.fail_with (Fmt.to_to_string Store.pp_error error)

  (* Calls [f] for each file. *)
  let rec each store directory f =
    Store.list store directory >>= ok
    >>= Lwt_list.iter_s (function
          | key, `Dictionary -> each store key f
          | key, `Value -> Store.get store key >>= ok >|= f key)

  let start stack store =
    let files = Hashtbl.create 64 and contents = Hashtbl.create 64 in
    let add key content =
      let path = String.concat "/" (Mirage_kv.Key.segments key) in
      let number = Hashtbl.length files in
      Hashtbl.replace files path (describe path number content);
      Hashtbl.replace contents number content
    in
    each store Mirage_kv.Key.empty add >>= fun () ->
    let read ({ number; _ } : Site.representation) ~offset data =
      let content = Hashtbl.find contents number in
      Cstruct.blit_from_string content offset data 0 (Cstruct.length data);
      Lwt.return_ok ()
    in
    let site : Site.t = { find = Hashtbl.find_opt files; redirects = [] } in
    Server.start stack site ~read
end
