(* Tests of the unikernel's modules that wait for nothing. *)

let () =
  Alcotest.run "unikernel"
    [
      ("dates", Http_tests.dates);
      ("byte ranges", Http_tests.byte_ranges);
      ("negotiation", Http_tests.negotiation);
      ("conditions", Http_tests.conditions);
      ("redirects", Site_tests.redirects);
      ("answers", Site_tests.answers);
      ("index", Index_tests.tests);
    ]
