(* The unikernel that serves the site on a disk. *)

open Lwt.Infix

module Make (Stack : Tcpip.Stack.V4V6) (Disk : Mirage_block.S) = struct
  module Archive_on_disk = Archive.Make (Disk)
  module Server = Unikernel.Make (Stack)

  let start stack disk =
    let started = Mirage_mtime.elapsed_ns () in
    Archive_on_disk.connect disk >>= function
    | Error message -> Archive.stop ("the site's disk: " ^ message)
    | Ok archive ->
        let took = Int64.sub (Mirage_mtime.elapsed_ns ()) started in
        Archive.Log.app (fun m ->
            m "the disk has a site of %d files; its index was read in %d ms"
              archive.index.files (Duration.to_ms took));
        Server.start stack
          (Archive_on_disk.site archive)
          ~read:(Archive_on_disk.read archive)
end
