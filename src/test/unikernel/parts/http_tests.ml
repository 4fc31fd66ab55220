(* Dates, ranges, encodings and conditions. *)

open Samples

(* {1 Dates} *)

let check_date text expected =
  let seconds = Option.map Ptime.to_float_s (Http_date.parse text) in
  Alcotest.(check (option (float 0.))) text expected seconds

let dates =
  [
    case "are understood in all three formats" (fun () ->
        (* The example of RFC 9110, section 5.6.7. *)
        let time = Some 784111777. in
        check_date "Sun, 06 Nov 1994 08:49:37 GMT" time;
        check_date "Sunday, 06-Nov-94 08:49:37 GMT" time;
        check_date "Sun Nov  6 08:49:37 1994" time);
    case "are ignored if they are none" (fun () ->
        List.iter
          (fun text -> check_date text None)
          [
            ""; "yesterday"; "Sun, 31 Feb 1994 08:49:37 GMT";
            "Sun, 06 Nov 1994 24:49:37 GMT"; "Sun, 06 Nov 1994 08:49:37 GMT+1";
            "Sun, 06 Nov 1994 08:49:37"; "784111777";
            "Sun, 06 Nov 99999999999999999999 08:49:37 GMT";
          ]);
    case "are written in the preferred format" (fun () ->
        check_string "formatted" "Sun, 06 Nov 1994 08:49:37 GMT"
          (Http_date.format (Option.get (Ptime.of_float_s 784111777.))));
  ]

(* {1 Ranges} *)

let ranges = Alcotest.(list (pair int int))

let check_ranges ?(total = 1000) text expected =
  let name = Printf.sprintf "%s of %d" text total in
  match Byte_range.parse ~total text with
  | `Ranges actual ->
      let pair ({ offset; length } : Byte_range.t) = (offset, length) in
      Alcotest.check ranges name expected (List.map pair actual)
  | `Whole | `Unsatisfiable -> Alcotest.failf "%s has no ranges" name

let check_kind ?(total = 1000) expected text =
  let actual =
    match Byte_range.parse ~total text with
    | `Ranges _ -> "ranges"
    | `Whole -> "whole"
    | `Unsatisfiable -> "unsatisfiable"
  in
  check_string (Printf.sprintf "%S of %d" text total) expected actual

let byte_ranges =
  [
    case "are positions, the last one included" (fun () ->
        check_ranges "bytes=0-0" [ (0, 1) ];
        check_ranges "bytes=0-499" [ (0, 500) ];
        check_ranges "bytes=999-999" [ (999, 1) ];
        check_ranges "BYTES=10-19" [ (10, 10) ];
        check_ranges "bytes= 1-2 , 5-6" [ (1, 2); (5, 2) ]);
    case "end with the file" (fun () ->
        check_ranges "bytes=500-" [ (500, 500) ];
        check_ranges "bytes=500-100000" [ (500, 500) ];
        check_ranges "bytes=500-99999999999999999999999" [ (500, 500) ]);
    case "can be counted from the end" (fun () ->
        check_ranges "bytes=-500" [ (500, 500) ];
        check_ranges "bytes=-1" [ (999, 1) ];
        check_ranges "bytes=-5000" [ (0, 1000) ]);
    case "keep their order" (fun () ->
        check_ranges "bytes=500-599,0-99" [ (500, 100); (0, 100) ]);
    case "beyond the file are left out" (fun () ->
        check_ranges "bytes=2000-,0-9" [ (0, 10) ];
        check_kind "unsatisfiable" "bytes=1000-";
        check_kind "unsatisfiable" "bytes=2000-3000,5000-";
        check_kind "unsatisfiable" "bytes=-0";
        check_kind ~total:0 "unsatisfiable" "bytes=0-");
    case "that nobody needs get the whole file" (fun () ->
        let many n =
          let byte i = Printf.sprintf "%d-%d" (2 * i) (2 * i) in
          "bytes=" ^ String.concat "," (List.init n byte)
        in
        check_kind "ranges" (many 16);
        check_kind "whole" (many 17);
        check_kind "whole" "bytes=0-9,5-14";
        check_kind "whole" "bytes=0-,0-";
        check_kind ~total:0 "whole" "bytes=-5");
    case "that are malformed are ignored" (fun () ->
        List.iter (check_kind "whole")
          [
            ""; "bytes"; "bytes="; "bytes=a-b"; "bytes=5-2"; "bytes=-"; "bytes=1";
            "bytes=1-2-3"; "items=0-5"; "bytes=0x1-0x2"; "bytes=+1-2";
            "bytes=0-1,x"; "bytes==0-1"; "bytes=--1";
          ]);
  ]

(* {1 Negotiation} *)

let chosen headers file =
  match Accept_encoding.(choose (of_request (get headers)) file).encoding with
  | Identity -> "identity"
  | Gzip -> "gzip"

let negotiation =
  let check expected value =
    check_string value expected (chosen [ ("accept-encoding", value) ] page)
  in
  [
    case "sends gzip to who accepts it" (fun () ->
        List.iter (check "gzip")
          [
            "gzip"; "GZip"; "x-gzip"; "gzip, deflate, br"; "br;q=1.0, gzip;q=0.8";
            "*"; "gzip;q=0.001"; "gzip ; q=0.5"; "identity;q=0.5, gzip;q=1.0";
            "identity;q=0, *"; "deflate, *;q=0.1";
          ]);
    case "sends the file as it is to others" (fun () ->
        check_string "no header" "identity" (chosen [] page);
        List.iter (check "identity")
          [
            ""; "br"; "identity"; "gzip;q=0"; "gzip;q=0.000"; "*;q=0";
            "gzip;q=0, *"; "identity, gzip;q=0.5"; "gzip;q=nonsense"; "gzip;q=2";
            "gzip;q=0.0001"; "gzip;level=9"; "identity;q=0, gzip;q=0";
          ]);
    case "joins several headers" (fun () ->
        let headers = [ ("accept-encoding", "br"); ("accept-encoding", "gzip") ] in
        check_string "both" "gzip" (chosen headers page));
    case "sends what there is" (fun () ->
        let headers = [ ("accept-encoding", "gzip, identity;q=0") ] in
        check_string "no gzip" "identity" (chosen headers picture));
  ]

(* {1 Conditions} *)

let outcome headers =
  match Precondition.check (get headers) ~etag:"\"i\"" ~modified:time with
  | `Failed -> "412"
  | `Not_modified -> "304"
  | `Proceed -> "200"

let check_outcome expected headers =
  let shown = List.map (fun (name, value) -> name ^ ": " ^ value) headers in
  check_string (String.concat ", " shown) expected (outcome headers)

let conditions =
  [
    case "If-None-Match compares weakly" (fun () ->
        let check expected value = check_outcome expected [ ("if-none-match", value) ] in
        List.iter (check "304") [ {|"i"|}; {|W/"i"|}; "*"; {|"x", "i"|}; {|"x",W/"i"|} ];
        List.iter (check "200") [ {|"x"|}; "i"; ""; {|"ii"|} ]);
    case "If-Match compares strongly" (fun () ->
        let check expected value = check_outcome expected [ ("if-match", value) ] in
        List.iter (check "200") [ {|"i"|}; "*"; {|"x", "i"|} ];
        List.iter (check "412") [ {|"x"|}; {|W/"i"|}; "" ]);
    case "If-Modified-Since compares dates" (fun () ->
        let check expected value =
          check_outcome expected [ ("if-modified-since", value) ]
        in
        List.iter (check "304") [ same_time; later ];
        List.iter (check "200") [ earlier; "nonsense" ]);
    case "If-Unmodified-Since compares dates" (fun () ->
        let check expected value =
          check_outcome expected [ ("if-unmodified-since", value) ]
        in
        List.iter (check "200") [ same_time; later; "nonsense" ];
        check "412" earlier);
    case "tags go before dates" (fun () ->
        check_outcome "200" [ ("if-none-match", {|"x"|}); ("if-modified-since", later) ];
        check_outcome "200" [ ("if-match", {|"i"|}); ("if-unmodified-since", earlier) ];
        check_outcome "412" [ ("if-match", {|"x"|}); ("if-none-match", {|"i"|}) ]);
    case "dates are ignored without a modification time" (fun () ->
        let headers = [ ("if-modified-since", later); ("if-unmodified-since", earlier) ] in
        match Precondition.check (get headers) ~etag:"\"i\"" ~modified:None with
        | `Proceed -> ()
        | `Failed | `Not_modified -> Alcotest.fail "the dates were used");
    case "If-Range wants the exact validator" (fun () ->
        let allows value =
          Precondition.allows_range (get [ ("if-range", value) ]) ~etag:"\"i\""
            ~modified:time
        in
        List.iter
          (fun value -> check_bool value true (allows value))
          [ {|"i"|}; same_time ];
        List.iter
          (fun value -> check_bool value false (allows value))
          [ {|W/"i"|}; {|"x"|}; earlier; later; "nonsense"; "" ]);
  ]
