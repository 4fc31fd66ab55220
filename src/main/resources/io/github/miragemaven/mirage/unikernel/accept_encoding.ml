(* Content negotiation by [Accept-Encoding] (RFC 9110, section 12.5.3). *)

(* A weight from 0 to 1 with at most three decimals, in thousandths. *)
let parse_weight text =
  let is_digit c = c >= '0' && c <= '9' in
  let decimals text =
    if String.length text > 3 || not (String.for_all is_digit text) then None
    else int_of_string_opt (text ^ String.make (3 - String.length text) '0')
  in
  match String.split_on_char '.' text with
  | [ "0" ] -> Some 0
  | [ "0"; fraction ] -> decimals fraction
  | [ "1" ] -> Some 1000
  | [ "1"; fraction ] when decimals fraction = Some 0 -> Some 1000
  | _ -> None

(** The coding and its weight; [None] for an element that is not understood. *)
let parse_element element =
  match List.map String.trim (String.split_on_char ';' element) with
  | [ coding ] -> Some (String.lowercase_ascii coding, 1000)
  | [ coding; weight ]
    when String.starts_with ~prefix:"q=" (String.lowercase_ascii weight) ->
      String.sub weight 2 (String.length weight - 2)
      |> parse_weight
      |> Option.map (fun weight -> (String.lowercase_ascii coding, weight))
  | _ -> None

let first_of names weights =
  List.find_map (fun name -> List.assoc_opt name weights) names

type t = {
  gzip : int;  (** Weight in thousandths; 0 if it is not acceptable. *)
  identity : int;
}

let of_request request =
  let elements = Http.elements request "accept-encoding" in
  let weights = List.filter_map parse_element elements in
  let weight names ~otherwise =
    Option.value (first_of names weights) ~default:otherwise
  in
  {
    gzip = weight [ "gzip"; "x-gzip"; "*" ] ~otherwise:0;
    (* Without a mention it is acceptable, but only if nothing better is. *)
    identity = weight [ "identity"; "*" ] ~otherwise:1;
  }

(** [choose accepted file] is the representation to send. A file that has none
    of the acceptable ones is sent as it is: section 12.4.1 allows to disregard
    the field. *)
let choose accepted (file : Site.file) =
  match file.gzip with
  | Some gzip when accepted.gzip > 0 && accepted.gzip >= accepted.identity ->
      gzip
  | _ -> file.identity
