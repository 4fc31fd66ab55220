(* A static web site as a MirageOS unikernel, for Mirage 4.9 to 4.11.

   The site is an archive on a disk, so the same kernel serves any site. The
   block device is named "site"; on Xen it is the first disk that has an
   archive. *)

open Mirage

let packages =
  [
    package "digestif" ~min:"1.2.0" ~max:"2.0.0";
    package "duration";
    package "lwt" ~min:"5.7.0";
    package "mirage-block" ~min:"3.0.2" ~max:"4.0.0";
    package "mirage-mtime" ~min:"5.0.0" ~max:"6.0.0";
    package "mirage-ptime" ~min:"5.0.0" ~max:"6.0.0";
    package "mirage-sleep" ~min:"4.0.0" ~max:"5.0.0";
    package "tcpip" ~min:"9.0.0" ~max:"10.0.0";
  ]

(* Mirage's own device would want the disk's number, which differs from host to
   host. *)
let xen_disk =
  let connect _ block _ =
    code ~pos:__POS__
      {|let module Disk = Archive.Make (%s) in
  Xen_os.Xs.make () >>= fun store ->
  Xen_os.Xs.(immediate store (fun h -> directory h "device/vbd")) >>= fun ids ->
  List.filter_map int_of_string_opt ids
  |> List.sort compare
  |> List.map string_of_int
  |> Disk.search %s.connect|}
      block block
  in
  let packages =
    [
      package "mirage-block-xen" ~sublibs:[ "front" ] ~min:"2.1.2" ~max:"3.0.0";
      package "mirage-xen";
    ]
  in
  impl ~packages ~connect "Block" block

let disk =
  match_impl
    Key.(value target)
    [ (`Xen, xen_disk); (`Qubes, xen_disk) ]
    ~default:(block_of_file "site")

let main = main ~packages "Disk_site.Make" (stackv4v6 @-> block @-> job)
let stack = generic_stackv4v6 default_network
let () = register "site" [ main $ stack $ disk ]
