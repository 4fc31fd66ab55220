(* What the tests share. *)

let case name test = Alcotest.test_case name `Quick test

let request ?(meth = "GET") ?(headers = []) target : Http.request =
  { meth; target; version = Http_1_1; headers }

let get headers = request ~headers "/"
let check_bool name expected actual = Alcotest.(check bool) name expected actual

let check_string name expected actual =
  Alcotest.(check string) name expected actual

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
