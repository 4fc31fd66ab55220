(* Byte ranges (RFC 9110, section 14). *)

type t = { offset : int; length : int }

(* Requests with more ranges, or with overlapping ones, get the whole file:
   section 14.2 allows it, so that nobody asks for a file a hundred times at
   once. *)
let max_ranges = 16

(* Positions beyond any file are as good as the largest. *)
let parse_position text =
  let is_digit c = c >= '0' && c <= '9' in
  if text = "" || not (String.for_all is_digit text) then None
  else if String.length text > 15 then Some max_int
  else int_of_string_opt text

type spec = From of int | Between of int * int | Last of int

let parse_spec text =
  match List.map String.trim (String.split_on_char '-' text) with
  | [ ""; suffix ] -> Option.map (fun n -> Last n) (parse_position suffix)
  | [ first; "" ] -> Option.map (fun n -> From n) (parse_position first)
  | [ first; last ] -> (
      match (parse_position first, parse_position last) with
      | Some first, Some last when first <= last -> Some (Between (first, last))
      | _ -> None)
  | _ -> None

let resolve ~total = function
  | Last n when n > 0 ->
      let length = min n total in
      Some { offset = total - length; length }
  | (From first | Between (first, _)) when first >= total -> None
  | From first -> Some { offset = first; length = total - first }
  | Between (first, last) ->
      Some { offset = first; length = min last (total - 1) - first + 1 }
  | Last _ -> None

let rec overlap = function
  | a :: (b :: _ as rest) -> a.offset + a.length > b.offset || overlap rest
  | _ -> false

let parse_specs text =
  let specs =
    String.split_on_char ',' text
    |> List.map String.trim
    |> List.filter (fun spec -> spec <> "")
  in
  let parsed = List.filter_map parse_spec specs in
  if List.compare_lengths specs parsed = 0 then parsed else []

(** [parse ~total value] is what the value of [Range] asks for of a content of
    [total] bytes. An empty content has no bytes to refer to. *)
let parse ~total value =
  let specs =
    match String.split_on_char '=' value with
    | [ unit; specs ] when String.lowercase_ascii unit = "bytes" ->
        parse_specs specs
    | _ -> []
  in
  if specs = [] || List.compare_length_with specs max_ranges > 0 then `Whole
  else
    match List.filter_map (resolve ~total) specs with
    | [] -> `Unsatisfiable
    | [ { length = 0; _ } ] -> `Whole
    | ranges ->
        let by_offset a b = Int.compare a.offset b.offset in
        if overlap (List.sort by_offset ranges) then `Whole else `Ranges ranges

let content_range ~total { offset; length } =
  Printf.sprintf "bytes %d-%d/%d" offset (offset + length - 1) total
