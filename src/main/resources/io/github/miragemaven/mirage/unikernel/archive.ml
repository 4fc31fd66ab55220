(* A site archive on a block device. *)

open Lwt.Infix
module Index = Archive_index
module Sha256 = Digestif.SHA256

let log_source = Logs.Src.create "archive" ~doc:"The site on the disk"

module Log = (val Logs.src_log log_source)

(** [stop message] ends the unikernel. *)
let stop message =
  Log.err (fun m -> m "%s" message);
  exit 1

let sha256 text = Sha256.(to_raw_string (digest_string text))

let ( let*! ) result f =
  result >>= function Ok x -> f x | Error _ as error -> Lwt.return error

(* The first partition of type 0xDA of a master boot record, as its offset and
   its length in bytes. *)
let partition sector =
  let entry i = 446 + (16 * i) in
  let has_type i = Char.code sector.[entry i + 4] = 0xda in
  let sectors at = 512 * Index.u32 sector at in
  if String.get_uint16_le sector 510 <> 0xaa55 then None
  else
    List.find_opt has_type [ 0; 1; 2; 3 ]
    |> Option.map (fun i -> (sectors (entry i + 8), sectors (entry i + 12)))

module Make (Disk : Mirage_block.S) = struct
  type t = {
    disk : Disk.t;
    sector_bytes : int;
    start : int;  (** Of the archive on the disk, in bytes. *)
    index : Index.t;
    verified : Bytes.t;  (** A bit for each chunk whose digest was compared. *)
    buffers : Cstruct.t Lwt_pool.t;
  }

  (* Chunks that are read from the disk at the same time. *)
  let max_reads = 4

  (* The index is read in pieces of this size. *)
  let piece_bytes = 256 * 1024

  (* A buffer for [length] bytes that need not begin or end with a sector. *)
  let buffer ~sector_bytes length =
    let sectors = (length + (2 * sector_bytes) - 1) / sector_bytes in
    Cstruct.create_unsafe (sectors * sector_bytes)

  (* [read_at disk buffer offset length] is that part of the disk, in [buffer].
     Xen's driver takes buffers of exactly one sector. *)
  let read_at disk ~sector_bytes buffer offset length =
    let first = offset / sector_bytes in
    let last = (offset + length + sector_bytes - 1) / sector_bytes in
    let sector i = Cstruct.sub buffer (i * sector_bytes) sector_bytes in
    Disk.read disk (Int64.of_int first) (List.init (last - first) sector)
    >|= function
    | Ok () -> Ok (Cstruct.sub buffer (offset - (first * sector_bytes)) length)
    | Error error ->
        Error
          (Fmt.str "%d bytes at %d cannot be read from the disk: %a" length
             offset Disk.pp_error error)

  (* {1 Finding the archive} *)

  let locate disk =
    Disk.get_info disk >>= fun info ->
    let sector_bytes = info.sector_size in
    let size = Int64.to_int info.size_sectors * sector_bytes in
    let read offset length =
      if size - offset < length then
        Lwt.return (Error (Fmt.str "the disk has only %d bytes" size))
      else
        read_at disk ~sector_bytes (buffer ~sector_bytes length) offset length
        >|= Result.map Cstruct.to_string
    in
    let*! sector = read 0 512 in
    let start, length = Option.value (partition sector) ~default:(0, size) in
    let*! header = read start Index.header_bytes in
    let available = min length (size - start) in
    Lwt.return
      (Result.map
         (fun header -> (sector_bytes, start, header))
         (Index.parse_header ~sha256 ~available header))

  let read_index disk ~sector_bytes ~start (header : Index.header) =
    let index = Bytes.create header.index_length in
    let piece = buffer ~sector_bytes piece_bytes in
    let rec read offset =
      let length = min piece_bytes (header.index_length - offset) in
      if length = 0 then
        Lwt.return (Index.parse ~sha256 header (Bytes.unsafe_to_string index))
      else
        let at = start + header.index_offset + offset in
        let*! data = read_at disk ~sector_bytes piece at length in
        Cstruct.blit_to_bytes data 0 index offset length;
        read (offset + length)
    in
    read 0

  (** [connect disk] reads the index. *)
  let connect disk =
    let*! sector_bytes, start, header = locate disk in
    let*! index = read_index disk ~sector_bytes ~start header in
    let verified = Bytes.make ((index.chunks + 7) / 8) '\000' in
    let buffers =
      Lwt_pool.create max_reads (fun () ->
          Lwt.return (buffer ~sector_bytes Index.chunk_bytes))
    in
    Lwt.return_ok { disk; sector_bytes; start; index; verified; buffers }

  (** [search connect names] is the first disk that has an archive. Xen numbers
      the disks differently from host to host, so they are tried. *)
  let rec search connect = function
    | [] -> stop "no disk has a site archive"
    | name :: names -> (
        connect name >>= fun disk ->
        locate disk >>= function
        | Ok _ -> Lwt.return disk
        | Error message ->
            Log.info (fun m -> m "disk %s: %s" name message);
            search connect names)

  (* {1 Reading} *)

  let site t = Index.site t.index

  let is_verified t number =
    Bytes.get_uint8 t.verified (number / 8) land (1 lsl (number mod 8)) <> 0

  let set_verified t number =
    let bits = Bytes.get_uint8 t.verified (number / 8) in
    Bytes.set_uint8 t.verified (number / 8) (bits lor (1 lsl (number mod 8)))

  let matches_digest (chunk : Index.chunk) data =
    let { Cstruct.buffer; off; len } = data in
    let digest = Sha256.(to_raw_string (digest_bigstring ~off ~len buffer)) in
    String.starts_with ~prefix:chunk.digest digest

  (* [length] bytes from [offset] of the chunk on. The whole chunk is read the
     first time, for its digest. *)
  let read_chunk t (chunk : Index.chunk) buffer offset length =
    let read offset length =
      let at = t.start + chunk.offset + offset in
      read_at t.disk ~sector_bytes:t.sector_bytes buffer at length
    in
    if is_verified t chunk.number then read offset length
    else
      let*! data = read 0 chunk.length in
      if matches_digest chunk data then (
        set_verified t chunk.number;
        Lwt.return_ok (Cstruct.sub data offset length))
      else Lwt.return_error "it does not match its digest"

  (** [read t representation ~offset data] fills [data] with the bytes of the
      representation from [offset] on. *)
  let rec read t representation ~offset data =
    if Cstruct.is_empty data then Lwt.return_ok ()
    else
      let i = offset / Index.chunk_bytes in
      let within = offset mod Index.chunk_bytes in
      let chunk = Index.chunk t.index representation i in
      let length = min (Cstruct.length data) (chunk.length - within) in
      Lwt_pool.use t.buffers (fun buffer ->
          let*! bytes = read_chunk t chunk buffer within length in
          Cstruct.blit bytes 0 data 0 length;
          Lwt.return_ok ())
      >>= function
      | Ok () ->
          read t representation ~offset:(offset + length)
            (Cstruct.shift data length)
      | Error message ->
          Lwt.return_error (Fmt.str "chunk %d is damaged: %s" i message)
end
