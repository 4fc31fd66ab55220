(* Redirects, and what is answered to a request. *)

open Samples

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
        check_redirect
          [ redirect "/blog/:year/:name" "/:name-:year/" ]
          "/blog/2024/x" "301 /x-2024/";
        check_redirect [ redirect "/old/*" "/new/:splat" ] "/old/a/b" "301 /new/a/b";
        check_redirect [ redirect "/:a/:ab" "/:ab/:a/:b" ] "/1/2" "301 /2/1/:b";
        check_redirect [ redirect "/old/*" "/new/:splat" ] "/old" "301 /new/";
        check_redirect [ redirect "/x" "https://example.com:8080/:y" ] "/x"
          "301 https://example.com:8080/:y";
        check_redirect [ redirect "/old/*" "/new/:splat" ] "/old/%20%C3%A4"
          "301 /new/%20%C3%A4");
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
        check_redirect [ redirect ~status:410 "/x" "/gone.html" ] "/x"
          "410 page gone.html");
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
        let content_type target = header "Content-Type" (respond target) in
        check_string "page before directory" "text/html" (content_type "/both");
        check_string "directory with slash" "image/png" (content_type "/both/"));
    case "have the headers of what was chosen" (fun () ->
        check_answer
          [ ("accept-encoding", "gzip") ]
          (200, [ "gzip"; "Accept-Encoding"; "\"z\"" ])
          [ "Content-Encoding"; "Vary"; "ETag" ];
        check_answer [] (200, [ "-"; "Accept-Encoding"; "\"i\"" ])
          [ "Content-Encoding"; "Vary"; "ETag" ];
        check_string "no Vary with one encoding" "-"
          (header "Vary" (respond "/a%20b.png")));
    case "send parts of the file as it is" (fun () ->
        let ten = ("range", "bytes=0-9") and beyond = ("range", "bytes=5000-") in
        let check = check_answer in
        check
          [ ten; ("accept-encoding", "gzip") ]
          (206, [ "bytes 0-9/1000"; "-"; "\"i\"" ])
          [ "Content-Range"; "Content-Encoding"; "ETag" ];
        check [ beyond ] (416, [ "bytes */1000" ]) [ "Content-Range" ];
        check [ ten; ("if-range", "\"x\"") ] (200, [ "-" ]) [ "Content-Range" ];
        check [ beyond; ("if-range", "\"x\"") ] (200, [ "-" ]) [ "Content-Range" ];
        check [ ten; ("if-none-match", "\"i\"") ] (304, [ "-" ]) [ "Content-Range" ];
        check
          [ ten; ("accept-encoding", "gzip, identity;q=0") ]
          (200, [ "gzip" ]) [ "Content-Encoding" ];
        let head = respond ~meth:"HEAD" ~headers:[ ("range", "bytes=0-9") ] "/" in
        Alcotest.(check int) "HEAD ignores Range" 200 head.status);
    case "send several parts with their lengths" (fun () ->
        let response = respond ~headers:[ ("range", "bytes=0-9,-5") ] "/" in
        check_string "type" "multipart/byteranges; boundary=i"
          (header "Content-Type" response);
        let part = function
          | Response.Text text -> text
          | Slice { offset; length; _ } -> Printf.sprintf "[%d+%d]" offset length
        in
        let lines =
          [
            ""; "--i"; "Content-Type: text/html"; "Content-Range: bytes 0-9/1000"; "";
            "[0+10]"; "--i"; "Content-Type: text/html";
            "Content-Range: bytes 995-999/1000"; ""; "[995+5]"; "--i--"; "";
          ]
        in
        check_string "body" (String.concat "\r\n" lines)
          (String.concat "" (List.map part response.body)));
    case "refuse other methods" (fun () ->
        let response = respond ~meth:"POST" "/" in
        Alcotest.(check int) "status" 405 response.status;
        check_string "Allow" "GET, HEAD" (header "Allow" response));
  ]
