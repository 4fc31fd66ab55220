(* A static web site as a MirageOS unikernel, for Mirage 4.9 to 4.11.

   The site is the directory [htdocs] beside this file. Its files are compiled
   into the kernel, so a changed page needs another build. *)

open Mirage

let packages =
  [
    package "duration";
    package "lwt" ~min:"5.7.0";
    package "mirage-kv" ~min:"6.0.1" ~max:"7.0.0";
    package "mirage-mtime" ~min:"5.0.0" ~max:"6.0.0";
    package "mirage-ptime" ~min:"5.0.0" ~max:"6.0.0";
    package "mirage-sleep" ~min:"4.0.0" ~max:"5.0.0";
    package "tcpip" ~min:"9.0.0" ~max:"10.0.0";
  ]

let main = main ~packages "Kernel_site.Make" (stackv4v6 @-> kv_ro @-> job)
let stack = generic_stackv4v6 default_network
let htdocs = generic_kv_ro "htdocs"
let () = register "site" [ main $ stack $ htdocs ]
