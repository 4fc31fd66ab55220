(* The connections: reading requests, writing responses, and letting no client
   hold up the others. *)

open Lwt.Infix

(* Requests are logged at the debug level: on some hosts the console is slow, or
   nobody reads it. "-l site:debug" on the kernel's command line shows them. *)
let log_source = Logs.Src.create "site" ~doc:"Static site"

module Log = (val Logs.src_log log_source)

(** {1 Limits} *)

let max_head_bytes = 8 * 1024
let max_connections = 1_000
let chunk_bytes = 32 * 1024

(* Seconds: for a whole request to arrive (so also how long an idle connection
   is kept), for the client to take one chunk of a response, and for what it
   still sends after the last response. *)
let request_timeout = 15
let write_timeout = 30
let drain_timeout = 2

(* What a refused client is told to wait, in seconds. *)
let retry_after = ("Retry-After", "1")

(** {1 Boot-time arguments} *)

let http_port =
  let open Cmdliner in
  let parse s =
    match int_of_string_opt s with
    | Some port when port > 0 && port < 65536 -> Ok port
    | _ -> Error (`Msg (Printf.sprintf "%S is not a port (1 to 65535)" s))
  in
  let port = Arg.conv (parse, Format.pp_print_int) in
  let doc = "The TCP port on which the site is served." in
  let http = Arg.info [ "http" ] ~docv:"PORT" ~doc in
  Mirage_runtime.register_arg Arg.(value (opt port 80 http))

(** [within seconds f] is the result of [f], or [None] if that takes longer. *)
let within seconds f =
  let timeout = Mirage_sleep.ns (Duration.of_sec seconds) in
  Lwt.pick [ (f () >|= Option.some); (timeout >|= fun () -> None) ]

module Make (Stack : Tcpip.Stack.V4V6) (Store : Mirage_kv.RO) = struct
  module Tcp = Stack.TCP
  module Files = Static_site.Make (Store)

  (** {1 Reading} *)

  (** The head of the next request and what was received after it; [received] is
      what has come so far. *)
  let rec read_head flow received =
    match Http.split_head received with
    | Some (head, _) when String.length head > max_head_bytes ->
        Lwt.return `Too_large
    | Some (head, rest) -> Lwt.return (`Head (head, rest))
    | None when String.length received > max_head_bytes ->
        Lwt.return `Too_large
    | None -> (
        Tcp.read flow >>= function
        | Ok (`Data data) -> read_head flow (received ^ Cstruct.to_string data)
        | Ok `Eof | Error _ -> Lwt.return `Closed)

  (* A connection that is closed before all its input is read may be reset, and
     the client would not see the last response. So what it still sends (the
     body of a request, say) is read and thrown away, but only for a moment. *)
  let drain flow =
    let rec discard () =
      Tcp.read flow >>= function
      | Ok (`Data _) -> discard ()
      | Ok `Eof | Error _ -> Lwt.return_unit
    in
    within drain_timeout (fun () -> Tcp.shutdown flow `write >>= discard)
    >|= fun (_ : unit option) -> ()

  (** {1 Writing} *)

  let write ?head flow data ~off ~len =
    let buffer = Memory.buffer ?head data ~off ~len in
    within write_timeout (fun () -> Tcp.write_nodelay flow buffer) >|= function
    | Some (Ok ()) -> `Written
    | Some (Error _) | None -> `Closed

  (** Writes [data] from [off] on, piece by piece, so that a client that reads
      slowly but reads is not cut off. *)
  let rec write_rest flow data off =
    let len = min chunk_bytes (String.length data - off) in
    if len = 0 then Lwt.return `Written
    else
      within write_timeout Memory.wait >>= function
      | None -> Lwt.return `Closed
      | Some () -> (
          write flow data ~off ~len >>= function
          | `Written -> write_rest flow data (off + len)
          | `Closed -> Lwt.return `Closed)

  let send flow ~head_only ~keep_alive (response : Http.response) =
    let now = Mirage_ptime.now () in
    let head = Http.render_head ~now ~keep_alive response in
    let body = if head_only then "" else response.body in
    (* A short response goes out in one piece. *)
    let first = min chunk_bytes (String.length body) in
    write flow ~head body ~off:0 ~len:first >>= function
    | `Written -> write_rest flow body first
    | `Closed -> Lwt.return `Closed

  (** {1 Connections} *)

  let refuse ?headers flow status =
    Log.debug (fun m -> m "refused a request: %d" status);
    send flow ~head_only:false ~keep_alive:false
      (Static_site.message ?headers status)

  let refuse_and_drain ?headers flow status =
    refuse ?headers flow status >>= function
    | `Written -> drain flow
    | `Closed -> Lwt.return_unit

  let respond site (request : Http.request) =
    Lwt.catch
      (fun () -> Files.respond site request)
      (fun exn ->
        Log.err (fun m -> m "%s: %s" request.target (Printexc.to_string exn));
        Lwt.return (Static_site.message 500))

  let rec serve site flow received =
    within request_timeout (fun () -> read_head flow received) >>= function
    | None | Some `Closed -> Lwt.return_unit
    | Some `Too_large -> refuse_and_drain flow 431
    | Some (`Head _) when Memory.is_scarce () ->
        refuse_and_drain flow 503 ~headers:[ retry_after ]
    | Some (`Head (head, rest)) -> (
        match Http.parse head with
        | Error status -> refuse_and_drain flow status
        | Ok request -> answer site flow request rest)

  and answer site flow request rest =
    (* Bodies are not read, so nothing after one can be understood. *)
    let keep_alive = Http.keep_alive request && not (Http.has_body request) in
    let head_only = String.equal request.meth "HEAD" in
    respond site request >>= fun response ->
    Log.debug (fun m ->
        m "%a %s %s: %d" Ipaddr.pp
          (fst (Tcp.dst flow))
          request.meth request.target response.status);
    send flow ~head_only ~keep_alive response >>= function
    | `Written when keep_alive -> serve site flow rest
    | `Written -> drain flow
    | `Closed -> Lwt.return_unit

  let connections = ref 0

  let handle site flow =
    let serve () =
      if !connections >= max_connections then
        refuse flow 503 ~headers:[ retry_after ] >|= function
        | `Written | `Closed -> ()
      else (
        incr connections;
        Lwt.finalize
          (fun () -> serve site flow "")
          (fun () ->
            decr connections;
            Lwt.return_unit))
    in
    let ignore_failure exn =
      Log.debug (fun m -> m "connection failed: %s" (Printexc.to_string exn));
      Lwt.return_unit
    in
    Lwt.catch serve ignore_failure >>= fun () ->
    Lwt.catch (fun () -> Tcp.close flow) ignore_failure

  let start stack store =
    (* Without memory nothing works, so the unikernel ends, and its host can
       start it again. *)
    Lwt.Exception_filter.(set handle_all_except_runtime);
    (* By default every other exception that nobody waits for ends it too. *)
    (Lwt.async_exception_hook :=
       fun exn -> Log.err (fun m -> m "%s" (Printexc.to_string exn)));
    let site = Files.create store in
    let port = http_port () in
    let addresses =
      Stack.IP.configured_ips (Stack.ip stack)
      |> List.map (fun prefix -> Ipaddr.(to_string (Prefix.address prefix)))
      |> String.concat ", "
    in
    Tcp.listen (Stack.tcp stack) ~port (handle site);
    Log.app (fun m ->
        m "listening on port %d of %s; responses may use %d KiB of memory" port
          addresses
          (Lazy.force Memory.limit / 1024));
    Stack.listen stack
end
