(* Dates in header fields (RFC 9110, section 5.6.7), in whole seconds. *)

let weekdays = [| "Sun"; "Mon"; "Tue"; "Wed"; "Thu"; "Fri"; "Sat" |]

let months =
  [|
    "Jan"; "Feb"; "Mar"; "Apr"; "May"; "Jun"; "Jul"; "Aug"; "Sep"; "Oct"; "Nov";
    "Dec";
  |]

let weekday time =
  match Ptime.weekday time with
  | `Sun -> 0
  | `Mon -> 1
  | `Tue -> 2
  | `Wed -> 3
  | `Thu -> 4
  | `Fri -> 5
  | `Sat -> 6

let format time =
  let (year, month, day), ((hour, minute, second), _) =
    Ptime.to_date_time time
  in
  Printf.sprintf "%s, %02d %s %04d %02d:%02d:%02d GMT"
    weekdays.(weekday time)
    day
    months.(month - 1)
    year hour minute second

let month name =
  let rec search i =
    if i = Array.length months then None
    else if String.equal months.(i) name then Some (i + 1)
    else search (i + 1)
  in
  search 0

let time year month_name day hour minute second =
  Option.bind (month month_name) (fun month ->
      Ptime.of_date_time ((year, month, day), ((hour, minute, second), 0)))

(* The three formats that a recipient has to accept. *)

let imf_fixdate text =
  Scanf.sscanf text "%3s, %2d %3s %4d %2d:%2d:%2d GMT%!"
    (fun _ day month year -> time year month day)

(* With two digits of the year. No file is from before 1970. *)
let rfc850 text =
  Scanf.sscanf text "%[A-Za-z], %2d-%3s-%2d %2d:%2d:%2d GMT%!"
    (fun _ day month year ->
      time (if year < 70 then 2000 + year else 1900 + year) month day)

let asctime text =
  Scanf.sscanf text "%3s %3s %2d %2d:%2d:%2d %4d%!"
    (fun _ month day hour minute second year ->
      time year month day hour minute second)

let parse text =
  let try_format format =
    try format text
    with Scanf.Scan_failure _ | Failure _ | End_of_file -> None
  in
  List.find_map try_format [ imf_fixdate; rfc850; asctime ]
