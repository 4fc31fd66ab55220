(* The memory that responses use.

   TCP keeps what was written until the client has acknowledged it, and the
   garbage collector frees it some time after that. Both count as in use. *)

(* The smallest and the largest limit, in bytes. *)
let min_limit = 512 * 1024
let max_limit = 64 * 1024 * 1024

(* Milliseconds between two collections, and between two looks at a limit that
   is reached. *)
let patience = 50

(* The index of the site, or the site itself, is on the heap, so garbage that is
   allowed in proportion to the heap would take as much memory again. *)
let () =
  Gc.set
    {
      (Gc.get ()) with
      space_overhead = 20;
      custom_major_ratio = 10;
      major_heap_increment = 64 * 1024;
    }

let has_room bytes =
  match Bigarray.(Array1.create char c_layout bytes) with
  | buffer -> Bigarray.Array1.dim (Sys.opaque_identity buffer) = bytes
  | exception Out_of_memory -> false

(** The limit on what is in use: a quarter of what is free at the start, so that
    the rest is left to packets, connections and garbage. *)
let limit =
  lazy
    (let rec largest limit =
       if limit <= min_limit || has_room (4 * limit) then limit
       else largest (limit / 4 * 3)
     in
     let limit = largest max_limit in
     Gc.full_major ();
     limit)

let in_use = ref 0
let last_collection = ref 0L

let collect () =
  let now = Mirage_mtime.elapsed_ns () in
  if Int64.sub now !last_collection >= Duration.of_ms patience then (
    last_collection := now;
    Gc.full_major ())

(** Whether the limit is reached. *)
let is_scarce () =
  let reached () = !in_use >= Lazy.force limit in
  if reached () then collect ();
  reached ()

(* Who waits first is served first: otherwise one of a thousand downloads may
   wait until it is given up. *)
let waiting : unit Lwt.u Queue.t = Queue.create ()
let is_polling = ref false

(* Woken up, each allocates its buffer at once. A collection frees buffers at
   any moment, which is no place to wake up anybody; so this polls. *)
let rec poll () =
  if Queue.is_empty waiting then (
    is_polling := false;
    Lwt.return_unit)
  else if is_scarce () then
    Lwt.bind (Mirage_sleep.ns (Duration.of_ms patience)) poll
  else (
    Lwt.wakeup (Queue.pop waiting) ();
    poll ())

(** [wait ()] returns when the limit is not reached. *)
let wait () =
  if Queue.is_empty waiting && not (is_scarce ()) then Lwt.return_unit
  else
    let turn, wakener = Lwt.task () in
    Queue.push wakener waiting;
    if not !is_polling then (
      is_polling := true;
      Lwt.async poll);
    turn

(* The runtime fails at once when it finds no room outside the heap, even if
   there is garbage. *)
let allocate size =
  try Cstruct.create_unsafe size
  with Out_of_memory ->
    Gc.compact ();
    Cstruct.create_unsafe size

(** A buffer for what is written to TCP, which counts as in use until it is
    freed. *)
let buffer size =
  let buffer = allocate size in
  in_use := !in_use + size;
  Gc.finalise_last (fun () -> in_use := !in_use - size) buffer.buffer;
  buffer
