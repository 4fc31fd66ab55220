(* The header and the index of an archive, sound and damaged. *)

open Samples

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
      List.iter string [ "a.html"; "text/html"; "X: y\r\n" ];
      List.iter (u32 b) [ 0; 2; 784111777 ];
      List.iter string [ "b.png"; ""; "" ];
      List.iter (u32 b) [ 2; 1; 0 ];
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
  Result.bind (parse_header (header index)) (fun header ->
      Archive_index.parse ~sha256 header index)

let parsed = lazy (Result.get_ok (parse index))

let patched index at bytes =
  let copy = Bytes.of_string index in
  Bytes.blit_string bytes 0 copy at (String.length bytes);
  Bytes.to_string copy

let check_damaged name expected = function
  | Ok _ -> Alcotest.failf "%s: accepted" name
  | Error message -> check_string name expected message

let le32 n = bytes_of (fun b -> u32 b n)

let tests =
  [
    case "has the files" (fun () ->
        let (lazy t) = parsed in
        let file = Option.get (Archive_index.find t "a.html") in
        check_string "type" "text/html" file.content_type;
        check_string "headers" "X: y\r\n" file.headers;
        check_bool "time" true (file.modified = time);
        Alcotest.(check int) "length" 70_000 file.identity.length;
        let digest = String.concat "" (List.init 16 (fun _ -> "a0")) in
        check_string "ETag" ("\"" ^ digest ^ "\"") file.identity.etag;
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
              for i = 0 to 999 do
                List.iter (u32 b) [ 2 + (11 * i); 0; 0; 0; 1; 0 ]
              done;
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
        Site_tests.check_redirect ~has_file:true t.redirects "/old/x" "302 /a/x");
    case "is refused with another header" (fun () ->
        let good = header index in
        List.iter
          (fun (name, expected, header) ->
            check_damaged name expected (parse_header header))
          [
            ("short", "there is no site archive", String.sub good 0 103);
            ("magic", "there is no site archive", patched good 0 "X");
            ("digest", "the header does not match its digest", patched good 16 "\x01");
            ( "version", "the archive has version 2, but this kernel reads version 1",
              header ~version:2 index );
            ( "length", "the archive has 200000 bytes, but the disk only 98304",
              header ~length:200_000 index );
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
            let name = Printf.sprintf "at %d" at in
            check_damaged name expected (parse (patched index at bytes)))
          [
            (0, le32 3, "the tables do not fill the index");
            (16, le32 1, "the tables do not fill the index");
            (files, le32 100_000, "a string is outside the index");
            (files + 4, "\xff\xff\xff\xff", "a string is outside the index");
            (files + 12, le32 9, "a file refers to missing representations");
            (files + 16, le32 0, "a file refers to missing representations");
            (files + 12, le32 1, "a file lacks the identity encoding");
            (files, le32 (string_offset "b.png"), "the files are not sorted");
            ( representations, le32 (archive_length + 1),
              "a file is longer than the archive" );
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
