(* Conditional requests (RFC 9110, section 13). *)

(* The weak comparison ignores the mark of a weak tag. *)
let matches_weakly etag candidate =
  String.equal candidate "*"
  || String.equal candidate etag
  || String.equal candidate ("W/" ^ etag)

let matches_strongly etag candidate =
  String.equal candidate "*" || String.equal candidate etag

let has request name = Http.values request name <> []

let any request name matches = List.exists matches (Http.elements request name)

(** [date request name] is the only value of the field [name], if it is a date.
    Others are ignored, as sections 13.1.3 and 13.1.4 require. *)
let date request name =
  match Http.values request name with
  | [ value ] -> Http_date.parse value
  | _ -> None

(** Whether the field [name] has a date that is not before [modified]. *)
let unchanged_since request name modified =
  match (date request name, modified) with
  | Some date, Some modified -> Some (not (Ptime.is_later modified ~than:date))
  | _ -> None

(** [check request ~etag ~modified] evaluates the conditions in the order of
    section 13.2.2. *)
let check request ~etag ~modified =
  let failed =
    if has request "if-match" then
      not (any request "if-match" (matches_strongly etag))
    else unchanged_since request "if-unmodified-since" modified = Some false
  in
  let current () =
    if has request "if-none-match" then
      any request "if-none-match" (matches_weakly etag)
    else unchanged_since request "if-modified-since" modified = Some true
  in
  if failed then `Failed else if current () then `Not_modified else `Proceed

(** Whether [If-Range] allows to send a part (section 13.1.5): the client's
    validator has to be the exact one. *)
let allows_range request ~etag ~modified =
  match Http.values request "if-range" with
  | [] -> true
  | [ validator ] when String.contains validator '"' ->
      String.equal validator etag
  | [ validator ] -> (
      match (Http_date.parse validator, modified) with
      | Some date, Some modified -> Ptime.equal date modified
      | _ -> false)
  | _ -> false
