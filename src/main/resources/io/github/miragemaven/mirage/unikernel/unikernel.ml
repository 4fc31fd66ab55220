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

(* What is read from the site and written to TCP at once. *)
let piece_bytes = 32 * 1024

(* Seconds: for a whole request to arrive (so also how long an idle connection
   is kept), for memory to answer it with, for the client to take one piece of a
   response, and for what it still sends after the last response. *)
let request_timeout = 15
let memory_timeout = 2
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

module Make (Stack : Tcpip.Stack.V4V6) = struct
  module Tcp = Stack.TCP

  type server = {
    site : Site.t;
    read :
      Site.representation ->
      offset:int ->
      Cstruct.t ->
      (unit, string) result Lwt.t;
        (** Fills a buffer with the bytes of a representation, or tells why that
            is impossible. *)
  }

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

  let write flow buffer =
    within write_timeout (fun () -> Tcp.write_nodelay flow buffer) >|= function
    | Some (Ok ()) -> `Written
    | Some (Error _) | None -> `Closed

  (* [head] and the first bytes of [part], in one buffer: a short response goes
     out in one piece. *)
  let piece server head part ~length =
    let start = String.length head in
    let buffer = Memory.buffer (start + length) in
    Cstruct.blit_from_string head 0 buffer 0 start;
    let data = Cstruct.shift buffer start in
    match (part : Response.part) with
    | Text text ->
        Cstruct.blit_from_string text 0 data 0 length;
        Lwt.return_ok buffer
    | Slice { of_; offset; _ } ->
        server.read of_ ~offset data >|= Result.map (fun () -> buffer)

  let rest_of (part : Response.part) length : Response.part list =
    match part with
    | Slice slice when slice.length > length ->
        let offset = slice.offset + length in
        [ Slice { slice with offset; length = slice.length - length } ]
    | Slice _ | Text _ -> []

  (** Writes [parts] piece by piece, so that a client that reads slowly but
      reads is not cut off. [`Damaged] is returned if nothing has been written.
      *)
  let rec write_parts server flow ~is_first ~head (parts : Response.part list) =
    match parts with
    | [] when head = "" -> Lwt.return `Written
    | [] -> write_parts server flow ~is_first ~head:"" [ Text head ]
    | Text text :: (_ :: _ as parts) ->
        write_parts server flow ~is_first ~head:(head ^ text) parts
    | part :: parts -> (
        let length = min piece_bytes (Response.length_of_part part) in
        let wait () =
          (* The caller has waited for the first piece. Reading Solo5's disks
             does not yield to others. *)
          if is_first then Lwt.return_unit else Lwt.pause () >>= Memory.wait
        in
        within write_timeout wait >>= function
        | None -> Lwt.return `Closed
        | Some () -> (
            piece server head part ~length >>= function
            | Error message when is_first -> Lwt.return (`Damaged message)
            | Error message ->
                Log.err (fun m -> m "closed a connection: %s" message);
                Lwt.return `Closed
            | Ok buffer -> (
                write flow buffer >>= function
                | `Written ->
                    write_parts server flow ~is_first:false ~head:""
                      (rest_of part length @ parts)
                | `Closed -> Lwt.return `Closed)))

  let rec send server flow ~target ~head_only ~keep_alive response =
    let now = Mirage_ptime.now () in
    let head = Response.render_head ~now ~keep_alive response in
    let body = if head_only then [] else response.Response.body in
    write_parts server flow ~is_first:true ~head body >>= function
    | (`Written | `Closed) as result -> Lwt.return result
    | `Damaged message ->
        Log.err (fun m -> m "%s: %s" target message);
        send server flow ~target ~head_only ~keep_alive (Response.message 500)

  (** {1 Connections} *)

  let refuse ?headers server flow status =
    Log.debug (fun m -> m "refused a request: %d" status);
    send server flow ~target:"" ~head_only:false ~keep_alive:false
      (Response.message ?headers status)

  let refuse_and_drain ?headers server flow status =
    refuse ?headers server flow status >>= function
    | `Written -> drain flow
    | `Closed -> Lwt.return_unit

  let rec serve server flow received =
    within request_timeout (fun () -> read_head flow received) >>= function
    | None | Some `Closed -> Lwt.return_unit
    | Some `Too_large -> refuse_and_drain server flow 431
    | Some (`Head (head, rest)) -> (
        within memory_timeout Memory.wait >>= function
        | None -> refuse_and_drain server flow 503 ~headers:[ retry_after ]
        | Some () -> (
            match Http.parse head with
            | Error status -> refuse_and_drain server flow status
            | Ok request -> answer server flow request rest))

  and answer server flow (request : Http.request) rest =
    (* Bodies are not read, so nothing after one can be understood. *)
    let keep_alive = Http.keep_alive request && not (Http.has_body request) in
    let head_only = String.equal request.meth "HEAD" in
    let target = request.target in
    let response = Static_site.respond server.site request in
    Log.debug (fun m ->
        m "%a %s %s: %d" Ipaddr.pp
          (fst (Tcp.dst flow))
          request.meth target response.status);
    send server flow ~target ~head_only ~keep_alive response >>= function
    | `Written when keep_alive -> serve server flow rest
    | `Written -> drain flow
    | `Closed -> Lwt.return_unit

  let connections = ref 0

  let handle server flow =
    let serve () =
      if !connections >= max_connections then
        refuse server flow 503 ~headers:[ retry_after ] >|= function
        | `Written | `Closed -> ()
      else (
        incr connections;
        Lwt.finalize
          (fun () -> serve server flow "")
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

  (** [start stack site ~read] serves the site. *)
  let start stack site ~read =
    (* Without memory nothing works, so the unikernel ends, and its host can
       start it again. *)
    Lwt.Exception_filter.(set handle_all_except_runtime);
    (* By default every other exception that nobody waits for ends it too. *)
    (Lwt.async_exception_hook :=
       fun exn -> Log.err (fun m -> m "%s" (Printexc.to_string exn)));
    let port = http_port () in
    let addresses =
      Stack.IP.configured_ips (Stack.ip stack)
      |> List.map (fun prefix -> Ipaddr.(to_string (Prefix.address prefix)))
      |> String.concat ", "
    in
    Tcp.listen (Stack.tcp stack) ~port (handle { site; read });
    Log.app (fun m ->
        m "listening on port %d of %s; responses may use %d KiB of memory" port
          addresses
          (Lazy.force Memory.limit / 1024));
    Stack.listen stack
end
