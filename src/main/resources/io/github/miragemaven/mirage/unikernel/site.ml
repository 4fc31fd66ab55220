(* A site as the server sees it, wherever its bytes are. *)

type encoding = Identity | Gzip

(** The content of a file in one encoding. *)
type representation = {
  number : int;  (** By which its bytes are read. *)
  encoding : encoding;
  length : int;  (** In bytes. *)
  etag : string;  (** With its quotes; a strong validator. *)
}

type file = {
  content_type : string;
  headers : string;  (** More header lines, each ending in CR LF. *)
  modified : Ptime.t option;
  identity : representation;
  gzip : representation option;
}

type t = {
  find : string -> file option;
      (** By the path without a leading slash, percent-decoded. *)
  redirects : Redirect.t list;  (** The first that matches decides. *)
}
