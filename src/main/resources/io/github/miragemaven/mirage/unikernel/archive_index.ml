(* The header and the index of a site archive, version 1. Its format is
   described on the page "The site archive" of the plugin's documentation; the
   sizes and offsets are from its tables.

   The index stays the string that was read, because tables of 100,000 files
   would take several times its memory. So it is checked as a whole at the
   start: later, every number in it can be trusted. *)

exception Damaged of string

let damaged format = Printf.ksprintf (fun text -> raise (Damaged text)) format
let check condition what = if not condition then damaged "%s" what

(** The size of a chunk, except for the last one of a representation. *)
let chunk_bytes = 65_536

let digest_bytes = 16

(* {1 Numbers} *)

let u16 = String.get_uint16_le
let u32 s at = Int32.to_int (String.get_int32_le s at) land 0xffff_ffff

let u64 s at =
  let n = String.get_int64_le s at in
  check
    (Int64.compare n 0L >= 0 && Int64.compare n (Int64.of_int max_int) <= 0)
    "a length is too large";
  Int64.to_int n

(* {1 Header} *)

type header = {
  length : int;  (** Of the archive, in bytes. *)
  index_offset : int;
  index_length : int;
  index_digest : string;
}

let header_bytes = 104
let magic = "MIRASITE"
let has_magic bytes = String.starts_with ~prefix:magic bytes

(** [parse_header ~sha256 ~available bytes] reads the header of an archive that
    has [available] bytes of the disk. [sha256] returns the 32 bytes of a
    digest. *)
let parse_header ~sha256 ~available bytes =
  try
    check
      (String.length bytes >= header_bytes && has_magic bytes)
      "there is no site archive";
    let version = u32 bytes 8 in
    if version <> 1 then
      damaged "the archive has version %d, but this kernel reads version 1"
        version;
    check
      (String.equal (sha256 (String.sub bytes 0 72)) (String.sub bytes 72 32))
      "the header does not match its digest";
    let length = u64 bytes 16 in
    let index_offset = u64 bytes 24 and index_length = u64 bytes 32 in
    if length > available then
      damaged "the archive has %d bytes, but the disk only %d" length available;
    check
      (index_offset >= header_bytes
      && index_length <= length
      && index_offset <= length - index_length)
      "the index is outside the archive";
    let index_digest = String.sub bytes 40 32 in
    Ok { length; index_offset; index_length; index_digest }
  with Damaged what -> Error what

(* {1 Index} *)

type t = {
  index : string;
  files : int;
  chunks : int;
  files_at : int;
  representations_at : int;
  chunks_at : int;
  strings_at : int;
  redirects : Redirect.t list;
}

let file_size = 24
let representation_size = 32
let chunk_size = 20
let redirect_size = 12
let head_size = 32

let string_at t offset =
  let at = t.strings_at + offset in
  String.sub t.index (at + 2) (u16 t.index at)

let file_at t number = t.files_at + (number * file_size)

let representation_at t number =
  t.representations_at + (number * representation_size)


(* Where the path of a file begins in the index, and its length. *)
let path_at t number =
  let at = t.strings_at + u32 t.index (file_at t number) in
  (at + 2, u16 t.index at)

(* Compares parts of strings without copying them. *)
let compare_parts a (a_at, a_length) b (b_at, b_length) =
  let shorter = min a_length b_length in
  let rec go i =
    if i = shorter then Int.compare a_length b_length
    else
      match Char.compare a.[a_at + i] b.[b_at + i] with
      | 0 -> go (i + 1)
      | order -> order
  in
  go 0

let chunks_of length = (length + chunk_bytes - 1) / chunk_bytes

(* {1 Checks} *)

let check_string t offset =
  let at = t.strings_at + offset in
  let rest = String.length t.index - at in
  check
    (rest >= 2 && u16 t.index at <= rest - 2)
    "a string is outside the index"

let check_file t ~representations number =
  let at = file_at t number in
  check_string t (u32 t.index at);
  check_string t (u32 t.index (at + 4));
  check_string t (u32 t.index (at + 8));
  check
    (number = 0
    ||
    let previous = path_at t (number - 1) in
    compare_parts t.index previous t.index (path_at t number) < 0)
    "the files are not sorted";
  let first = u32 t.index (at + 12) and count = u32 t.index (at + 16) in
  check
    (count >= 1 && first + count <= representations)
    "a file refers to missing representations";
  let encoding = u32 t.index (representation_at t first + 12) in
  check (encoding = 0) "a file lacks the identity encoding"

let check_representation t ~archive_length number =
  let at = representation_at t number in
  let length = u64 t.index at and first = u32 t.index (at + 8) in
  check (length <= archive_length) "a file is longer than the archive";
  let count = chunks_of length in
  check (first + count <= t.chunks) "a representation refers to missing chunks";
  check (u32 t.index (at + 12) <= 1) "an encoding is unknown";
  for i = 0 to count - 1 do
    let offset = 64 * u32 t.index (t.chunks_at + ((first + i) * chunk_size)) in
    let length = min chunk_bytes (length - (i * chunk_bytes)) in
    check (offset + length <= archive_length) "a chunk is outside the archive"
  done

let parse_redirect t ~redirects_at number : Redirect.t =
  let at = redirects_at + (number * redirect_size) in
  let pattern = u32 t.index at and target = u32 t.index (at + 4) in
  check_string t pattern;
  check_string t target;
  let status = u16 t.index (at + 8) in
  check
    (List.mem status Redirect.statuses)
    "the status of a redirect is unknown";
  {
    pattern = Redirect.segments (string_at t pattern);
    target = string_at t target;
    status;
    forced = u16 t.index (at + 10) = 1;
  }

(** [parse ~sha256 header index] checks every number in the index. *)
let parse ~sha256 (header : header) index =
  try
    check
      (String.length index = header.index_length
      && String.equal (sha256 index) header.index_digest)
      "the index does not match its digest";
    check (header.index_length >= head_size) "the index is too short";
    let files = u32 index 0 and representations = u32 index 4 in
    let chunks = u32 index 8 and redirects = u32 index 12 in
    let files_at = head_size in
    let representations_at = files_at + (files * file_size) in
    let chunks_at =
      representations_at + (representations * representation_size)
    in
    let redirects_at = chunks_at + (chunks * chunk_size) in
    let strings_at = redirects_at + (redirects * redirect_size) in
    check
      (strings_at + u32 index 16 = header.index_length)
      "the tables do not fill the index";
    let t =
      { index; files; chunks; files_at; representations_at; chunks_at;
        strings_at; redirects = [] }
    in
    for number = 0 to representations - 1 do
      check_representation t ~archive_length:header.length number
    done;
    for number = 0 to files - 1 do
      check_file t ~representations number
    done;
    let redirects = List.init redirects (parse_redirect t ~redirects_at) in
    Ok { t with redirects }
  with Damaged what -> Error what

(* {1 Files} *)

let hex_digest t at =
  let hex = Buffer.create (2 + (2 * digest_bytes)) in
  Buffer.add_char hex '"';
  for i = at to at + digest_bytes - 1 do
    Printf.bprintf hex "%02x" (Char.code t.index.[i])
  done;
  Buffer.add_char hex '"';
  Buffer.contents hex

let representation t number : Site.representation =
  let at = representation_at t number in
  {
    number;
    encoding = (if u32 t.index (at + 12) = 0 then Identity else Gzip);
    length = u64 t.index at;
    etag = hex_digest t (at + 16);
  }

let file t number : Site.file =
  let at = file_at t number in
  let first = u32 t.index (at + 12) and count = u32 t.index (at + 16) in
  let modified = u32 t.index (at + 20) in
  let others =
    List.init (count - 1) (fun i -> representation t (first + 1 + i))
  in
  let is_gzip (r : Site.representation) = r.encoding = Gzip in
  {
    content_type = string_at t (u32 t.index (at + 4));
    headers = string_at t (u32 t.index (at + 8));
    modified =
      (if modified = 0 then None else Ptime.of_float_s (float modified));
    identity = representation t first;
    gzip = List.find_opt is_gzip others;
  }

let compare_path t path number =
  let whole = (0, String.length path) in
  compare_parts path whole t.index (path_at t number)

(** [find t path] is the file with that path, found by binary search. *)
let find t path =
  let rec search low high =
    if low >= high then None
    else
      let middle = (low + high) / 2 in
      match compare_path t path middle with
      | 0 -> Some (file t middle)
      | order when order < 0 -> search low middle
      | _ -> search (middle + 1) high
  in
  search 0 t.files

let site t : Site.t = { find = find t; redirects = t.redirects }

(* {1 Chunks} *)

type chunk = {
  number : int;  (** Among all chunks of the archive. *)
  offset : int;  (** In the archive. *)
  length : int;
  digest : string;  (** The first 16 bytes of the SHA-256. *)
}

(** [chunk t representation i] is the chunk that begins with the byte
    [i * chunk_bytes] of the representation. *)
let chunk t (representation : Site.representation) i =
  let first = u32 t.index (representation_at t representation.number + 8) in
  let number = first + i in
  let at = t.chunks_at + (number * chunk_size) in
  {
    number;
    offset = 64 * u32 t.index at;
    length = min chunk_bytes (representation.length - (i * chunk_bytes));
    digest = String.sub t.index (at + 4) digest_bytes;
  }
