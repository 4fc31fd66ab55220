(* Tests of the unikernel's modules that wait for nothing. *)

let case name test = Alcotest.test_case name `Quick test

let request ?(meth = "GET") ?(headers = []) target : Http.request =
  { meth; target; version = Http_1_1; headers }

let get headers = request ~headers "/"
let check_bool name expected actual = Alcotest.(check bool) name expected actual
let check_string name expected actual = Alcotest.(check string) name expected actual

(* {1 Dates} *)

let seconds time = Option.map Ptime.to_float_s time
let check_date text expected =
  Alcotest.(check (option (float 0.))) text expected (seconds (Http_date.parse text))

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
        let many n = "bytes=" ^ String.concat "," (List.init n (fun i -> Printf.sprintf "%d-%d" (2 * i) (2 * i))) in
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

let identity : Site.representation =
  { number = 0; encoding = Identity; length = 1000; etag = "\"i\"" }

let gzip : Site.representation =
  { number = 1; encoding = Gzip; length = 300; etag = "\"z\"" }

let time = Ptime.of_float_s 784111777.
let same_time = "Sun, 06 Nov 1994 08:49:37 GMT"
let earlier = "Sun, 06 Nov 1994 08:49:36 GMT"
let later = "Sun, 06 Nov 1994 08:49:38 GMT"

let page : Site.file =
  {
    content_type = "text/html";
    headers = "Cache-Control: no-cache\r\n";
    modified = time;
    identity;
    gzip = Some gzip;
  }

let picture = { page with content_type = "image/png"; gzip = None }

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
        let check expected value = check_outcome expected [ ("if-modified-since", value) ] in
        List.iter (check "304") [ same_time; later ];
        List.iter (check "200") [ earlier; "nonsense" ]);
    case "If-Unmodified-Since compares dates" (fun () ->
        let check expected value = check_outcome expected [ ("if-unmodified-since", value) ] in
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
        List.iter (fun value -> check_bool value true (allows value)) [ {|"i"|}; same_time ];
        List.iter
          (fun value -> check_bool value false (allows value))
          [ {|W/"i"|}; {|"x"|}; earlier; later; "nonsense"; "" ]);
  ]

(* {1 Redirects} *)

let redirect ?(forced = false) ?(status = 301) pattern target : Redirect.t =
  { pattern = Redirect.segments pattern; target; status; forced }

let shown = function
  | None -> "none"
  | Some (status, Redirect.Location location) -> Printf.sprintf "%d %s" status location
  | Some (status, Page { segments; is_directory }) ->
      Printf.sprintf "%d page %s%s" status (String.concat "/" segments)
        (if is_directory then "/" else "")

let check_redirect ?(has_file = false) redirects target expected =
  let path = Option.get (Http.parse_target target) in
  check_string target expected (shown (Redirect.find redirects path ~has_file))

let redirects =
  [
    case "match segment by segment" (fun () ->
        let table = [ redirect "/a/b" "/c" ] in
        check_redirect table "/a/b" "301 /c";
        check_redirect table "/a/b/" "301 /c";
        check_redirect table "/a" "none";
        check_redirect table "/a/b/c" "none";
        check_redirect table "/ab" "none";
        check_redirect [ redirect "/" "/c" ] "/" "301 /c");
    case "fill in what was matched" (fun () ->
        check_redirect [ redirect "/blog/:year/:name" "/:name-:year/" ] "/blog/2024/x" "301 /x-2024/";
        check_redirect [ redirect "/old/*" "/new/:splat" ] "/old/a/b" "301 /new/a/b";
        check_redirect [ redirect "/:a/:ab" "/:ab/:a/:b" ] "/1/2" "301 /2/1/:b";
        check_redirect [ redirect "/old/*" "/new/:splat" ] "/old" "301 /new/";
        check_redirect [ redirect "/x" "https://example.com:8080/:y" ] "/x"
          "301 https://example.com:8080/:y";
        check_redirect [ redirect "/old/*" "/new/:splat" ] "/old/%20%C3%A4" "301 /new/%20%C3%A4");
    case "keep the query" (fun () ->
        check_redirect [ redirect "/x" "/y" ] "/x?a=b" "301 /y?a=b";
        check_redirect [ redirect "/x" "/y#z" ] "/x?a=b" "301 /y?a=b#z";
        check_redirect [ redirect "/x" "/y?c" ] "/x?a=b" "301 /y?c");
    case "let the first one decide" (fun () ->
        let table = [ redirect "/x" "/1"; redirect "/*" "/2" ] in
        check_redirect table "/x" "301 /1";
        check_redirect table "/y" "301 /2");
    case "leave files alone unless they are forced" (fun () ->
        check_redirect ~has_file:true [ redirect "/x" "/y" ] "/x" "none";
        check_redirect ~has_file:true [ redirect ~forced:true "/x" "/y" ] "/x" "301 /y";
        check_redirect ~has_file:true
          [ redirect "/x" "/1"; redirect ~forced:true "/x" "/2" ]
          "/x" "none");
    case "send pages" (fun () ->
        check_redirect [ redirect ~status:200 "/app/*" "/app/" ] "/app/x" "200 page app/";
        check_redirect [ redirect ~status:410 "/x" "/gone.html" ] "/x" "410 page gone.html");
  ]

(* {1 Answers} *)

let site files redirects : Site.t =
  { find = (fun path -> List.assoc_opt path files); redirects }

let small_site =
  site
    [
      ("index.html", page); ("about.html", page); ("a b.png", picture);
      ("dir/index.html", page); ("both.html", page); ("both/index.html", picture);
    ]
    [ redirect "/old" "/about"; redirect ~status:200 "/app/*" "/about.html";
      redirect ~status:404 "/secret" "/about" ]

let header name (response : Response.t) =
  Option.value (List.assoc_opt name response.headers) ~default:"-"

let respond ?meth ?headers target =
  Static_site.respond small_site (request ?meth ?headers target)

let check_status target expected =
  Alcotest.(check int) target expected (respond target).status

let check_answer headers expected names =
  let response = respond ~headers "/" in
  let values = List.map (fun name -> header name response) names in
  Alcotest.(check (pair int (list string))) "status and headers" expected
    (response.status, values)

let answers =
  [
    case "find files, pages and directories" (fun () ->
        List.iter
          (fun (target, status) -> check_status target status)
          [
            ("/", 200); ("/index.html", 200); ("/about", 200); ("/about.html", 200);
            ("/about/", 404); ("/a%20b.png", 200); ("/dir/", 200); ("/dir", 301);
            ("/dir/index.html", 200); ("/dir/index", 200); ("/no", 404);
            ("/old", 301); ("/app/x", 200); ("/secret", 404); ("/../x", 400);
          ];
        check_string "directory" "/dir/?q" (header "Location" (respond "/dir?q"));
        check_string "page before directory" "text/html" (header "Content-Type" (respond "/both"));
        check_string "directory with slash" "image/png" (header "Content-Type" (respond "/both/")));
    case "have the headers of what was chosen" (fun () ->
        check_answer [ ("accept-encoding", "gzip") ] (200, [ "gzip"; "Accept-Encoding"; "\"z\"" ])
          [ "Content-Encoding"; "Vary"; "ETag" ];
        check_answer [] (200, [ "-"; "Accept-Encoding"; "\"i\"" ])
          [ "Content-Encoding"; "Vary"; "ETag" ];
        check_string "no Vary with one encoding" "-" (header "Vary" (respond "/a%20b.png")));
    case "send parts of the file as it is" (fun () ->
        check_answer [ ("range", "bytes=0-9"); ("accept-encoding", "gzip") ]
          (206, [ "bytes 0-9/1000"; "-"; "\"i\"" ]) [ "Content-Range"; "Content-Encoding"; "ETag" ];
        check_answer [ ("range", "bytes=1000-") ] (416, [ "bytes */1000" ]) [ "Content-Range" ];
        check_answer [ ("range", "bytes=0-9"); ("if-range", "\"x\"") ] (200, [ "-" ]) [ "Content-Range" ];
        check_answer [ ("range", "bytes=5000-"); ("if-range", "\"x\"") ] (200, [ "-" ]) [ "Content-Range" ];
        check_answer [ ("range", "bytes=0-9"); ("if-none-match", "\"i\"") ] (304, [ "-" ]) [ "Content-Range" ];
        check_answer [ ("range", "bytes=0-9"); ("accept-encoding", "gzip, identity;q=0") ]
          (200, [ "gzip" ]) [ "Content-Encoding" ];
        let head = respond ~meth:"HEAD" ~headers:[ ("range", "bytes=0-9") ] "/" in
        Alcotest.(check int) "HEAD ignores Range" 200 head.status);
    case "send several parts with their lengths" (fun () ->
        let response = respond ~headers:[ ("range", "bytes=0-9,-5") ] "/" in
        check_string "type" "multipart/byteranges; boundary=i" (header "Content-Type" response);
        let part = function
          | Response.Text text -> text
          | Slice { offset; length; _ } -> Printf.sprintf "[%d+%d]" offset length
        in
        check_string "body"
          "\r\n--i\r\nContent-Type: text/html\r\nContent-Range: bytes 0-9/1000\r\n\r\n[0+10]\r\n--i\r\nContent-Type: text/html\r\nContent-Range: bytes 995-999/1000\r\n\r\n[995+5]\r\n--i--\r\n"
          (String.concat "" (List.map part response.body)));
    case "refuse other methods" (fun () ->
        let response = respond ~meth:"POST" "/" in
        Alcotest.(check int) "status" 405 response.status;
        check_string "Allow" "GET, HEAD" (header "Allow" response));
  ]

(* {1 The index} *)

(* Any digest of 32 bytes will do. *)
let sha256 text = Digest.string text ^ Digest.string ("again " ^ text)

let bytes_of build =
  let buffer = Buffer.create 4096 in
  build buffer;
  Buffer.contents buffer

let u16 = Buffer.add_uint16_le
let u32 buffer n = Buffer.add_int32_le buffer (Int32.of_int n)
let u64 buffer n = Buffer.add_int64_le buffer (Int64.of_int n)

let strings = [ ""; "a.html"; "b.png"; "text/html"; "X: y\r\n"; "/old/*"; "/a/:splat" ]

(* The offset of a string in the table of strings. *)
let string_offset wanted =
  let rec search offset = function
    | [] -> Alcotest.failf "no string %s" wanted
    | s :: _ when s = wanted -> offset
    | s :: rest -> search (offset + 2 + String.length s) rest
  in
  search 0 strings

(* Two files: a.html with 70,000 bytes and gzip, b.png empty. *)
let index =
  bytes_of (fun b ->
      let string s = u32 b (string_offset s) in
      let strings_length = List.fold_left (fun n s -> n + 2 + String.length s) 0 strings in
      List.iter (u32 b) [ 2; 3; 3; 1; strings_length; 0; 0; 0 ];
      string "a.html"; string "text/html"; string "X: y\r\n"; List.iter (u32 b) [ 0; 2; 784111777 ];
      string "b.png"; string ""; string ""; List.iter (u32 b) [ 2; 1; 0 ];
      List.iter
        (fun (length, first, encoding) ->
          u64 b length; u32 b first; u32 b encoding;
          Buffer.add_string b (String.make 16 (Char.chr (0xa0 + encoding))))
        [ (70_000, 0, 0); (500, 2, 1); (0, 3, 0) ];
      List.iter
        (fun offset -> u32 b (offset / 64); Buffer.add_string b (String.make 16 'd'))
        [ 8192; 81920; 90112 ];
      string "/old/*"; string "/a/:splat"; u16 b 302; u16 b 1;
      List.iter (fun s -> u16 b (String.length s); Buffer.add_string b s) strings)

let archive_length = 98_304

let header ?(version = 1) ?(length = archive_length) index =
  let fields =
    bytes_of (fun b ->
        Buffer.add_string b "MIRASITE";
        u32 b version; u32 b 0; u64 b length; u64 b 4096; u64 b (String.length index);
        Buffer.add_string b (sha256 index))
  in
  fields ^ sha256 fields

let parse_header = Archive_index.parse_header ~sha256 ~available:archive_length

(* An index that is what the header says, so that only its numbers can be wrong. *)
let parse index =
  Result.bind (parse_header (header index)) (fun header -> Archive_index.parse ~sha256 header index)

let parsed = lazy (Result.get_ok (parse index))

let patched index at bytes =
  let copy = Bytes.of_string index in
  Bytes.blit_string bytes 0 copy at (String.length bytes);
  Bytes.to_string copy

let check_damaged name expected = function
  | Ok _ -> Alcotest.failf "%s: accepted" name
  | Error message -> check_string name expected message

let le32 n = bytes_of (fun b -> u32 b n)

let index_tests =
  [
    case "has the files" (fun () ->
        let (lazy t) = parsed in
        let file = Option.get (Archive_index.find t "a.html") in
        check_string "type" "text/html" file.content_type;
        check_string "headers" "X: y\r\n" file.headers;
        check_bool "time" true (file.modified = time);
        Alcotest.(check int) "length" 70_000 file.identity.length;
        check_string "ETag" ("\"" ^ String.concat "" (List.init 16 (fun _ -> "a0")) ^ "\"") file.identity.etag;
        Alcotest.(check (option int)) "gzip" (Some 500)
          (Option.map (fun (r : Site.representation) -> r.length) file.gzip);
        let empty = Option.get (Archive_index.find t "b.png") in
        check_bool "no time" true (empty.modified = None);
        check_bool "no gzip" true (empty.gzip = None);
        List.iter
          (fun path -> check_bool path true (Archive_index.find t path = None))
          [ ""; "a"; "a.htm"; "a.html "; "b"; "c"; "\xff" ]);
    case "finds each of many files" (fun () ->
        let paths = List.init 1000 (fun i -> Printf.sprintf "%04d.html" (7 * i)) in
        let index =
          bytes_of (fun b ->
              let length = 2 + (1000 * 11) in
              List.iter (u32 b) [ 1000; 1; 0; 0; length; 0; 0; 0 ];
              List.iteri (fun i _ -> List.iter (u32 b) [ 2 + (11 * i); 0; 0; 0; 1; 0 ]) paths;
              u64 b 0; u32 b 0; u32 b 0; Buffer.add_string b (String.make 16 'e');
              u16 b 0;
              List.iter (fun s -> u16 b 9; Buffer.add_string b s) paths)
        in
        match parse index with
        | Error message -> Alcotest.fail message
        | Ok t ->
            List.iter (fun p -> check_bool p true (Archive_index.find t p <> None)) paths;
            check_bool "another" true (Archive_index.find t "0001.html" = None));
    case "has the chunks" (fun () ->
        let (lazy t) = parsed in
        let file = Option.get (Archive_index.find t "a.html") in
        let chunk representation i =
          let c = Archive_index.chunk t representation i in
          (c.number, c.offset, c.length)
        in
        let triple = Alcotest.(triple int int int) in
        Alcotest.check triple "first" (0, 8192, 65_536) (chunk file.identity 0);
        Alcotest.check triple "last" (1, 81_920, 4_464) (chunk file.identity 1);
        Alcotest.check triple "gzip" (2, 90_112, 500) (chunk (Option.get file.gzip) 0));
    case "has the redirects" (fun () ->
        let (lazy t) = parsed in
        check_redirect ~has_file:true t.redirects "/old/x" "302 /a/x");
    case "is refused with another header" (fun () ->
        let good = header index in
        List.iter
          (fun (name, expected, header) -> check_damaged name expected (parse_header header))
          [
            ("short", "there is no site archive", String.sub good 0 103);
            ("magic", "there is no site archive", patched good 0 "X");
            ("digest", "the header does not match its digest", patched good 16 "\x01");
            ("version", "the archive has version 2, but this kernel reads version 1", header ~version:2 index);
            ("length", "the archive has 200000 bytes, but the disk only 98304", header ~length:200_000 index);
            ("index", "the index is outside the archive", header ~length:4096 index);
          ]);
    case "is refused if its digest differs" (fun () ->
        let header = Result.get_ok (parse_header (header index)) in
        check_damaged "digest" "the index does not match its digest"
          (Archive_index.parse ~sha256 header (patched index 40 "\x01")));
    case "is refused with a number out of bounds" (fun () ->
        let files = 32 and representations = 32 + 48 in
        let chunks = representations + 96 in
        let redirects = chunks + 60 in
        List.iter
          (fun (at, bytes, expected) ->
            check_damaged (Printf.sprintf "at %d" at) expected (parse (patched index at bytes)))
          [
            (0, le32 3, "the tables do not fill the index");
            (16, le32 1, "the tables do not fill the index");
            (files, le32 100_000, "a string is outside the index");
            (files + 4, "\xff\xff\xff\xff", "a string is outside the index");
            (files + 12, le32 9, "a file refers to missing representations");
            (files + 16, le32 0, "a file refers to missing representations");
            (files + 12, le32 1, "a file lacks the identity encoding");
            (files, le32 (string_offset "b.png"), "the files are not sorted");
            (representations, le32 (archive_length + 1), "a file is longer than the archive");
            (representations + 4, "\xff\xff\xff\xff", "a length is too large");
            (representations + 8, le32 2, "a representation refers to missing chunks");
            (representations + 12, le32 7, "an encoding is unknown");
            (chunks, "\xff\xff\xff\xff", "a chunk is outside the archive");
            (redirects, le32 99_999, "a string is outside the index");
            (redirects + 8, "\x00\x00", "the status of a redirect is unknown");
          ]);
    case "never fails with an exception" (fun () ->
        (* Every byte is replaced by others. *)
        for at = 0 to String.length index - 1 do
          List.iter
            (fun byte ->
              match parse (patched index at (String.make 1 byte)) with
              | Error _ -> ()
              | Ok t ->
                  ignore (Archive_index.find t "a.html");
                  ignore (Archive_index.find t "b.png"))
            [ '\x00'; '\x01'; '\x7f'; '\xff' ]
        done;
        for length = 0 to String.length index - 1 do
          match parse (String.sub index 0 length) with
          | Error _ -> ()
          | Ok _ -> Alcotest.failf "an index of %d bytes was accepted" length
        done);
  ]

let () =
  Alcotest.run "unikernel"
    [
      ("dates", dates); ("byte ranges", byte_ranges); ("negotiation", negotiation);
      ("conditions", conditions); ("redirects", redirects); ("answers", answers);
      ("index", index_tests);
    ]
